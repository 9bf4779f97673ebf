"""The golden cases: each spec gives the expected tree, and the tree type-checks, is formatted, and passes its own tests.

`SVCGEN_UPDATE=1 pytest tests/behaviour/test_cases.py` writes the expected trees anew; review the diff.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.behaviour.cli_support import svcgen

CASES = Path(__file__).parents[1] / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if (path / "spec.yaml").is_file())
COMPARED = ("src", "tests")


@pytest.fixture(scope="module", params=NAMES)
def emitted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A case's name, and the tree that its spec gives, with the owner's own modules beside it."""
    name: str = request.param
    root = tmp_path_factory.mktemp(name)
    shutil.copy(CASES / name / "spec.yaml", root / "service.yaml")
    if (CASES / name / "own").is_dir():
        shutil.copytree(CASES / name / "own", root, dirs_exist_ok=True)
    done = svcgen("generate", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return name, root


def test_the_tree_is_as_expected(emitted: tuple[str, Path]) -> None:
    """Every Python file that the spec gives is the one under expected/, byte for byte."""
    name, root = emitted
    expected = CASES / name / "expected"
    if os.environ.get("SVCGEN_UPDATE"):
        shutil.rmtree(expected, ignore_errors=True)
        for folder in COMPARED:
            shutil.copytree(root / folder, expected / folder)
        for path in owned(name):
            (expected / path).unlink()
    own = set(owned(name))
    assert python_files(root) - own == python_files(expected)
    for path in sorted(python_files(expected)):
        assert (root / path).read_text() == (expected / path).read_text(), path


@pytest.mark.parametrize(
    "words",
    [
        ["ruff", "check", "--quiet", "."],
        ["black", "--check", "--quiet", "src", "tests"],
        ["mypy", "--strict", "src", "tests"],
        ["pytest", "-q", "-p", "no:cacheprovider"],
    ],
    ids=lambda words: words[0],
)
def test_the_tree_is_clean_and_green(
    emitted: tuple[str, Path], words: list[str]
) -> None:
    """ruff, black and mypy --strict find nothing, and the emitted tests pass."""
    _, root = emitted
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": "src",
            "MYPYPATH": "src:tests",
            # what mypy learns of the libraries serves every tree
            "MYPY_CACHE_DIR": str(CASES.parents[1] / ".mypy_cache" / "emitted"),
        },
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def python_files(root: Path) -> set[str]:
    """Give the Python files of a tree by their relative paths."""
    return {
        path.relative_to(root).as_posix()
        for folder in COMPARED
        for path in (root / folder).rglob("*.py")
    }


def owned(name: str) -> list[str]:
    """Give the files that a case's owner brings."""
    own = CASES / name / "own"
    return [path.relative_to(own).as_posix() for path in own.rglob("*.py")]
