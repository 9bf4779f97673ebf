"""The committed examples as the tests use them: copied, so that nothing is left in them.

`python -m tests.behaviour.example_trees` brings the committed ones in step with the generator; review the diff.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from svcgen.operations.start import NewService, start_service

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
NAMES: Final = ("authors", "flights", "tasks")
SERVERS: Final = ("DATABASE_URL", "BROKER_URL", "REDIS_URL")
HEAL: Final = "type: python -m tests.behaviour.example_trees, and review the diff"
LEFT: Final = (
    "__pycache__",
    ".*_cache",
    ".venv",
    "vendor",
    "lock-file",
    "cache",
    "history",
    "*.db*",
    ".dev-issuer.key",
)


def copy_example(name: str, folder: Path) -> Path:
    """Copy what is committed of an example, and give the copy's root."""
    return copy_tree(EXAMPLES / name, folder / name)


def copy_tree(source: Path, target: Path) -> Path:
    """Copy a service without what runs of it left behind."""
    ignore = shutil.ignore_patterns(*LEFT)
    return Path(shutil.copytree(source, target, ignore=ignore))


def is_left(path: str) -> bool:
    """Whether a path is of what runs leave behind."""
    return any(fnmatch(part, one) for part in Path(path).parts for one in LEFT)


def files_of(root: Path) -> dict[str, bytes]:
    """Every file's bytes, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {"lock-file", "cache", "history"} & set(path.parts)
    }


def environment(root: Path, urls: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a process of the example gets: no server but those of `urls`, its sources importable."""
    kept = {name: value for name, value in os.environ.items() if name not in SERVERS}
    kept |= {"PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | dict(urls or {})


def run_python(
    root: Path, *arguments: str, urls: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run this interpreter in the example's folder until it ends; what it wrote is in stdout."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=environment(root, urls),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=390,
    )


def main() -> None:
    """Generate every committed example, and begin it anew, so that it remembers no earlier generator."""
    for name in NAMES:
        command = [sys.executable, "-m", "svcgen.cli.main", "generate"]
        subprocess.run([*command, "-C", str(EXAMPLES / name)], check=False)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / name
            start_service(NewService(name, root, example=name, git=False))
            made = copy_tree(root, Path(folder) / "made")
            for path in files_of(EXAMPLES / name).keys() - files_of(made).keys():
                if not is_left(path):
                    (EXAMPLES / name / path).unlink()
            shutil.copytree(made, EXAMPLES / name, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
