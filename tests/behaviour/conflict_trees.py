"""Small trees with conflicts in them: what the tests of conflicts, drift, resolve and status begin with."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.outcome import MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge import Merging, loses_python, merge_tree, refuse_lost_names
from svcgen.write import open_tree
from svcgen.write.tree import Opening, ServiceTree

LOCK = Lock({"service.yaml": "0" * 64}, "0.1.0", "1" * 64)
MINE = "src/shop/mine.py"
BASE = f".svcgen/base/{MINE}"
SIDECAR = f".svcgen/conflicts/{MINE}.json"


def shared(text: str, path: str = MINE, node: str = "/entities/Mine") -> RenderedFile:
    """A MERGE file."""
    return RenderedFile(path, WritePolicy.MERGE, text, "mine.py.jinja", (node,))


def generated(text: str, path: str = "src/shop/app.py") -> RenderedFile:
    """An OVERWRITE file."""
    return RenderedFile(path, WritePolicy.OVERWRITE, text, "app.py.jinja", ("/service",))  # fmt: skip


def functions(**bodies: object) -> str:
    """A module of functions, each of which returns its value."""
    parts = [f"def {name}():\n    return {body}\n" for name, body in bodies.items()]
    return "\n\n".join(parts)


def merge(
    tree: ServiceTree, files: Iterable[RenderedFile], *, rebase: bool = False
) -> MergeOutcome:
    """Merge as the pipeline does."""
    manifest, files = tree.manifest(), list(files)
    paths = sorted(manifest.keys() | {file.path for file in files})
    how = Merging(tree.read_conflicts(manifest), rebase=rebase)
    outcome = merge_tree(files, tree.read_base(paths), tree.read(paths), manifest, how)
    if loses_python(outcome):
        outcome = refuse_lost_names(outcome, tree.read_unlisted(set(paths)))
    return outcome


def generate(
    root: Path, *files: RenderedFile, lock: Lock = LOCK, rebase: bool = False
) -> MergeOutcome:
    """Open, merge, write."""
    with open_tree(root) as tree:
        outcome = merge(tree, files, rebase=rebase)
        tree.write(outcome, lock)
        return outcome


def preview(root: Path, *files: RenderedFile) -> MergeOutcome:
    """Open and merge, and write nothing."""
    with open_tree(root, Opening(write=False)) as tree:
        return merge(tree, files)


def codes(outcome: MergeOutcome) -> list[tuple[str, str | None]]:
    """The conflicts as pairs of code and unit."""
    return [(each.code, each.unit) for each in outcome.conflicts]


def record(root: Path, path: str = MINE) -> dict[str, Any]:
    """The record of a file's conflicts."""
    found = json.loads((root / f".svcgen/conflicts/{path}.json").read_text())
    assert isinstance(found, dict)
    return found


def texts(root: Path) -> dict[str, bytes]:
    """Every file by its path; not the history, and not the lock of a run."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.name != "lock-file"
        and not path.relative_to(root)
        .as_posix()
        .startswith((".svcgen/cache", ".svcgen/history", ".git/"))
    }
