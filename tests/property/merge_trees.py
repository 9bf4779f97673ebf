"""Whole services: edited by their owner, generated from a changed spec, and imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from svcgen.artifacts.faults import StillUsed
from svcgen.pipeline import generate
from svcgen.workspace import Workspace, find_workspace
from tests.behaviour.example_trees import copy_example, copy_tree, run_python
from tests.property.merge_changes import NAMES, change_spec
from tests.property.merge_edits import MOVING, USUAL, edit_text

IMPORT_ALL = """
import importlib, pathlib, sys
names = []
for path in sorted(pathlib.Path("src").rglob("*.py")):
    name = ".".join(path.with_suffix("").parts[1:])
    names.append(name.removesuffix(".__init__"))
for name in names:
    importlib.import_module(name)
"""
EDITED_SHARE = 0.4
HARMLESS = {
    name: weight
    for name, weight in USUAL.items()
    if name not in MOVING | {"drop import", "delete member", "change returns"}
}
"""Edits after which most services can still be imported."""


@dataclass(frozen=True, slots=True)
class Regenerated:
    """What came of one service: the codes of its conflicts, and what importing it said, "" when it went well."""

    story: str
    codes: tuple[str, ...]
    written: int
    said: str


def import_all(root: Path) -> str:
    """Import every module of a service; give what went wrong."""
    done = run_python(root, "-c", IMPORT_ALL)
    return done.stdout if done.returncode else ""


def edit_tree(root: Path, random: Random) -> tuple[str, ...]:
    """Edit some of the files that owner and generator share."""
    done: list[str] = []
    for path in _shared(root):
        if random.random() >= EDITED_SHARE:
            continue
        old = path.read_text()
        text, names = edit_text(old, random, random.randint(1, 2), "mine", HARMLESS)
        path.write_text(text)
        done += [f"{path.relative_to(root)}: {', '.join(names)}"]
    return tuple(done)


def _shared(root: Path) -> Iterator[Path]:
    for folder in ("commands", "repositories", "handlers"):
        for path in sorted((root / "src").rglob(f"{folder}/**/*.py")):
            if path.name != "__init__.py":
                yield path


def regenerate(seed: int, folder: Path) -> Regenerated | None:
    """Edit a service, change its spec, generate it and import it.

    None when it cannot be imported, and could not before anything was generated, either.
    """
    random = Random(seed)
    root = copy_example(random.choice(NAMES), folder)
    edits = edit_tree(root, random)
    before = copy_tree(root, folder / "before")
    spec = root / "service.yaml"
    text, changes = change_spec(spec.read_text(), random, 3, "now")
    spec.write_text(text)
    codes, written = _generate(root)
    said = import_all(root)
    if said and import_all(before):
        return None
    story = f"seed {seed}: {changes} | {edits}"
    return Regenerated(story, codes, written, said)


def _generate(root: Path) -> tuple[tuple[str, ...], int]:
    """Generate; give the codes of what was left to the owner, and the number of files written."""
    try:
        done = generate(workspace_of(root))
    except StillUsed:
        return ("still-used",), 0
    return tuple(sorted({each.code for each in done.outcome.conflicts})), len(
        done.written
    )


def workspace_of(root: Path) -> Workspace:
    """Give a service that may be written to, though git knows nothing of it."""
    return replace(find_workspace(root), allow_dirty=True)
