"""Every command that writes, as a case: the tree before, the command, and the tree that it comes to."""

from __future__ import annotations

import contextlib
import importlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from svcgen.artifacts.faults import TreeMoved
from svcgen.cli.main import COMMANDS, Parser
from svcgen.operations import start
from svcgen.operations.start import NewService, start_service
from svcgen.operations.undo import list_history, undo
from svcgen.pipeline import generate
from svcgen.resources import read_runtime_wheel
from svcgen.workspace import find_workspace
from svcgen.write import open_tree

SPEC = """\
svcgen: 1
service: {name: shop, description: A shop.}
roles: {editor: May change things.}
entities:
  Book:
    description: A book.
    plural: books
    fields:
      title: {type: string, max_length: 40}
    operations:
      create: {roles: [editor], http: true}
      get: {public: true, http: true}
  Author:
    description: An author.
    plural: authors
    fields:
      name: {type: string, max_length: 40}
"""
OTHER = SPEC[: SPEC.index("  Author:")].replace(
    "    operations:", "      pages: {type: int}\n    operations:"
)
RUN = ("lock-file", "cache", "history", "stage", "journal.json", "rollback.json")
OWN = "src/shop/mine.py"


@dataclass(frozen=True)
class Case:
    """A command: what makes the tree before, and the command itself."""

    name: str
    prepare: Callable[[Path], object]
    command: Callable[[Path], object]


def new(root: Path) -> None:
    """Make the service."""
    spec = root.parent / f"{root.name}.yaml"
    spec.write_text(SPEC)
    start_service(NewService("shop", root, spec, git=False))


def warm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import everything once, and build the wheel once: each child would do it again."""
    wheel = read_runtime_wheel()
    monkeypatch.setattr(start, "read_runtime_wheel", lambda: wheel)
    folder.mkdir()
    generated_twice(folder / "shop")
    undo(folder / "shop")
    words("add", "role", "reader")(folder / "shop")


def edited(root: Path) -> None:
    """Make the service, and edit it as its owner does."""
    new(root)
    (root / OWN).write_text("MINE = 1\n")
    for path in ("README.md", "src/shop/repositories/book.py"):
        with (root / path).open("a") as file:
            file.write("\n# mine\n")


def with_other_spec(root: Path) -> None:
    """Let the spec ask for a field more and an entity less."""
    edited(root)
    (root / "service.yaml").write_text(OTHER)


def bring_in_step(root: Path) -> None:
    """Generate."""
    generate(find_workspace(root))


def words(name: str, *line: str) -> Callable[[Path], object]:
    """A command by its words, as the command line runs it but for the handling of faults."""

    def command(root: Path) -> None:
        module = importlib.import_module(f"svcgen.cli.{COMMANDS[name].module}")
        parser = Parser(prog=name)
        module.configure(parser)
        args = parser.parse_args([*line, "-C", str(root)])
        args.command_line = " ".join((name, *line))
        module.run(args)

    return command


def planned(root: Path) -> None:
    """Make a plan for another spec."""
    with_other_spec(root)
    words("plan", "-o", str(plan_of(root)))(root)


def plan_of(root: Path) -> Path:
    """Where the plan of a tree lies."""
    return root.parent / "plan.json"


def apply(root: Path) -> None:
    """Carry the plan out, if it was not yet."""
    with contextlib.suppress(TreeMoved):
        words("apply", str(plan_of(root)))(root)


def undo_once(root: Path) -> None:
    """Undo the command that removed an author, and no other."""
    with open_tree(root):
        # what was interrupted is ended, so that the history is known
        pass
    if list_history(root)[0].command == "generate":
        undo(root)


def generated_twice(root: Path) -> None:
    """Make a tree with a command to undo."""
    with_other_spec(root)
    bring_in_step(root)


CASES = (
    Case("new", lambda root: None, new),
    Case("generate", with_other_spec, bring_in_step),
    Case("add", edited, words("add", "entity", "Shelf", "label:string")),
    Case("rename", edited, words("rename", "entity", "Book", "Volume")),
    Case("remove", edited, words("remove", "entity", "Author")),
    Case("apply", planned, apply),
    Case("undo", generated_twice, undo_once),
)


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below `root` but for what belongs to runs."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not set(RUN) & set(path.relative_to(root).parts)
    }


def folders(root: Path) -> set[str]:
    """Every folder below `root`, svcgen's own left out."""
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_dir() and ".svcgen" not in path.parts
    }


def copy(old: Path, to: Path) -> Path:
    """Put a fresh copy of a tree at `to`; nothing when there was none."""
    shutil.rmtree(to, ignore_errors=True)
    if old.exists():
        shutil.copytree(old, to)
    return to
