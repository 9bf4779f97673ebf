"""The committed examples as the tests use them: copied, so that nothing is left in them.

`python -m tests.behaviour.example_trees` brings the committed ones in step with the generator; review the diff.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
NAMES: Final = ("authors", "flights", "tasks")
SERVERS: Final = ("DATABASE_URL", "BROKER_URL", "REDIS_URL")
HEAL: Final = "type: python -m tests.behaviour.example_trees, and review the diff"
LEFT = shutil.ignore_patterns(
    "__pycache__",
    ".*_cache",
    ".venv",
    "vendor",
    "lock-file",
    "*.db*",
    ".dev-issuer.key",
)


def copy_example(name: str, folder: Path) -> Path:
    """Copy what is committed of an example, and give the copy's root."""
    return Path(shutil.copytree(EXAMPLES / name, folder / name, ignore=LEFT))


def files_of(root: Path) -> dict[str, bytes]:
    """Every file's bytes, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != "lock-file"
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
        timeout=110,
    )


def main() -> None:
    """Generate every committed example."""
    for name in NAMES:
        command = [sys.executable, "-m", "svcgen.cli.main", "generate"]
        subprocess.run([*command, "-C", str(EXAMPLES / name)], check=False)


if __name__ == "__main__":
    main()
