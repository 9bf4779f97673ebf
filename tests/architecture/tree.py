"""The files of the checkout as git knows them: tracked, or new and not ignored."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE_FOLDERS = ("generator", "runtime_lib", "tests", ".ci")
GOLDEN_FOLDERS = ("tests/cases/", "tests/merges/", "tests/diagnostics/")


@cache
def known_files() -> tuple[str, ...]:
    """Paths relative to the root, sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = sorted(filter(None, listed.split("\0")))
    return tuple(path for path in paths if (ROOT / path).is_file())


def files_under(*folders: str, suffix: str = "") -> list[str]:
    """Known files under folders, by the end of their name."""
    starts = tuple(f"{folder}/" for folder in folders)
    return [p for p in known_files() if p.startswith(starts) and p.endswith(suffix)]


def own_modules() -> list[str]:
    """Every Python module of the project that a person wrote; goldens are not."""
    return [
        path
        for path in files_under(*CODE_FOLDERS, suffix=".py")
        if not path.startswith(GOLDEN_FOLDERS)
    ]


def read(path: str) -> str:
    """The text of a known file; empty when it is not text."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def line_count(path: str) -> int:
    """Lines of a known file."""
    return len(read(path).splitlines())


@dataclass(frozen=True)
class FunctionSize:
    """Where a function stands and what it measures; self and cls do not count."""

    where: str
    lines: int
    parameters: int


def function_sizes(path: str) -> Iterator[FunctionSize]:
    """Every function and method of a module."""
    for node in ast.walk(ast.parse(read(path), path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
            bound = names[:1] in (["self"], ["cls"])
            count = len(names) - bound + len(node.args.kwonlyargs)
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield FunctionSize(f"{path}:{node.lineno} {node.name}", length, count)


def imported_modules(path: str) -> set[str]:
    """Every module that a file imports anywhere, in full ("jinja2.sandbox")."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(read(path), path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found
