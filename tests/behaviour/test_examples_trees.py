"""The committed examples are what the generator emits, with what their owners wrote; both are clean."""

import ast
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from svcgen.operations.start import NewService, start_service
from svcgen.pipeline import check_drift, generate
from svcgen.workspace import find_workspace
from tests.behaviour.example_trees import (
    EXAMPLES,
    HEAL,
    NAMES,
    copy_example,
    files_of,
    run_python,
)

COMMANDS = sorted(EXAMPLES.glob("*/src/*/commands/*.py"))
LINES, IMPORTS = 40, 6
# what a command may ask of the runtime library: words of its author's trade
PUBLIC = {"context", "database", "errors", "fields", "messages", "schema", "websocket"}


def without_history(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same tree without what the manifest remembers of earlier runs."""
    rows = [json.loads(row) for row in files[".svcgen/manifest"].splitlines()]
    text = "\n".join(json.dumps(row | {"prev": None}) for row in rows)
    return files | {".svcgen/manifest": text.encode()}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_regenerates_to_the_same_bytes(name: str, tmp_path: Path) -> None:
    """Nothing is written, and nothing differs from its spec."""
    root = copy_example(name, tmp_path)
    before = files_of(root)
    done = generate(find_workspace(root))
    assert done.written == (), HEAL
    assert files_of(root) == before, HEAL
    assert not check_drift(find_workspace(root)).findings


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_its_spec_and_its_owners_work(name: str, tmp_path: Path) -> None:
    """A service that begins with the example is the example, byte for byte."""
    start_service(NewService(name, tmp_path / name, example=name, git=False))
    made = {
        path: data
        for path, data in files_of(tmp_path / name).items()
        if not path.startswith("vendor/")
    }
    committed = files_of(copy_example(name, tmp_path / "committed"))
    assert without_history(made) == without_history(committed), HEAL


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_no_findings(name: str, tmp_path: Path) -> None:
    """mypy --strict, ruff by the service's own rules, and black, on everything and not only by its settings."""
    root = copy_example(name, tmp_path)
    cache = EXAMPLES.parent / ".mypy_cache" / "examples" / name
    for command in (
        ("mypy", "--cache-dir", str(cache)),
        ("ruff", "check", "--no-cache", "."),
        ("black", "--check", "--config", "/dev/null", "src", "tests"),
    ):
        done = run_python(root, "-m", *command)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "path", COMMANDS, ids=lambda path: f"{path.parts[-4]}-{path.stem}"
)
def test_a_command_is_small(path: Path) -> None:
    """At most 40 lines and 6 imports, of the public parts of the runtime library."""
    text = path.read_text(encoding="utf-8")
    imports = list(imported(ast.parse(text)))
    assert len(text.splitlines()) <= LINES
    assert len(imports) <= IMPORTS
    internals = [
        module
        for module in imports
        if module.startswith("svcgen_runtime.")
        and (module.split(".")[1] not in PUBLIC or module.count(".") > 1)
    ]
    assert internals == []
    assert "Any" not in text.split()


def imported(tree: ast.Module) -> Iterator[str]:
    """The module of each import statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield node.names[0].name


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_unwritten(name: str) -> None:
    """Every command of an example has its body, and every test asserts more than that it has none."""
    source = EXAMPLES / name
    unwritten = [
        path
        for folder in (source / "src", source / "tests")
        for path in folder.rglob("*.py")
        if "CommandNotWritten" in path.read_text(encoding="utf-8")
    ]
    assert unwritten == []


def test_nothing_but_sources_is_committed() -> None:
    """No environment, no cache, no database, no vendored wheel."""
    listed = subprocess.run(
        ["git", "ls-files", "--", "examples"],
        cwd=EXAMPLES.parent,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    committed = {Path(path) for path in listed}
    assert {path.parts[1] for path in committed if len(path.parts) > 2} == set(NAMES)
    refused = {
        "vendor", ".venv", "__pycache__", "node_modules", "lock-file", "cache", "history",
    }  # fmt: skip
    assert [path for path in committed if refused & set(path.parts)] == []
    assert [path for path in committed if path.suffix in {".db", ".key", ".whl"}] == []
