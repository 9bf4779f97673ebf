"""Undoing the last command, with what its owner edited since merged back or kept in the attic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from svcgen.artifacts.digest import matches
from svcgen.artifacts.faults import TreeFault
from svcgen.artifacts.ids import IdsError, dump_ids, load_ids
from svcgen.operations.attic import free_place
from svcgen.operations.package_ids import ids_in_git
from svcgen.pipeline import take_back
from svcgen.workspace import find_specs
from svcgen.write import ServiceTree, open_tree
from svcgen.write.history import Entry
from svcgen.write.journal import Step
from svcgen.write.record import ATTIC, IDS, is_own
from svcgen.write.transaction import Edit
from svcgen.write.tree import Opening, interrupted_run


class UndoFault(TreeFault):
    """There is nothing to undo, or the tree is not as the command left it."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """An edit that did not go with the text before: the whole file lies in the attic."""

    path: str
    attic: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of undoing a command: the entry, the files changed, merged and kept aside."""

    entry: Entry
    edits: tuple[Edit, ...]
    merged: tuple[str, ...]
    kept: tuple[Kept, ...]
    written: tuple[str, ...]


def list_history(root: Path) -> tuple[Entry, ...]:
    """Give what can be undone, the last command first. Raises TreeFault."""
    with open_tree(root, Opening(write=False)) as tree:
        return tuple(tree.history())


def undo(root: Path, *, dry_run: bool = False, wait: float = 0.0) -> Undone:
    """Take the last command back, in one write. Raises UndoFault and other TreeFaults."""
    with open_tree(root, Opening(write=not dry_run, wait=wait, command="undo")) as tree:
        entry = next(tree.history(), None)
        if entry is None:
            message = "there is no command to undo: the history of this folder is empty"
            raise UndoFault("nothing-to-undo", "", message)
        way = _Way(tree, entry, root)
        edits = tuple(way.edits())
        written: tuple[str, ...] = ()
        if not dry_run:
            written = tree.commit([*edits, tree.forget(entry)], record=False)[:-1]
        return Undone(entry, edits, tuple(way.merged), tuple(way.kept), written)


def roll_back_interrupted(
    root: Path, *, dry_run: bool = False, wait: float = 0.0
) -> str | None:
    """Take back a run that was killed, and give its command; None when there is none.

    Raises TreeFault.
    """
    if dry_run:
        journal = interrupted_run(root)
        return None if journal is None else journal.command
    with open_tree(root, Opening(back=True, wait=wait)) as tree:
        return tree.recovered.command if tree.recovered.way else None


class _Way:
    """The way back over one entry: the edits, and what was edited by hand since."""

    def __init__(self, tree: ServiceTree, entry: Entry, root: Path) -> None:
        self._tree = tree
        self._entry = entry
        self._root = root
        self.merged: list[str] = []
        self.kept: list[Kept] = []

    def edits(self) -> Iterator[Edit]:
        """Give every edit of the way, those that fill the attic included."""
        for step in self._entry.steps:
            if step.path.startswith(f"{ATTIC}/"):
                yield from self._from_attic(step)
            elif is_own(step.path):
                yield from self._own(step)
            else:
                yield from self._emitted(step)

    def _own(self, step: Step) -> Iterator[Edit]:
        now = self._tree.read_own(step.path)
        before = self._before(step)
        if step.path == IDS:
            before = self._ids(now, before)
        elif now != before and not _is(now, step.new):
            raise UndoFault("undo-refused", step.path, _moved(self._entry))
        if now != before:
            yield Edit(step.path, now, before)

    def _from_attic(self, step: Step) -> Iterator[Edit]:
        now = self._tree.read_own(step.path)
        if now is not None and _is(now, step.new):
            yield Edit(step.path, now, self._before(step))

    def _emitted(self, step: Step) -> Iterator[Edit]:
        now = self._tree.read([step.path])[step.path]
        before = self._before(step)
        executable = step.path in self._entry.executable
        if now is None or _is(now, step.old) or _is(now, step.new):
            before = _like(before, now)
        else:
            merged = self._merged(step, now, before)
            if merged is not None:
                self.merged.append(step.path)
                before = merged
            else:
                attic = free_place(self._tree, step.path)
                self.kept.append(Kept(step.path, attic))
                yield Edit(attic, None, now)
        if now != before:
            yield Edit(step.path, now, before, executable)

    def _merged(self, step: Step, now: bytes, before: bytes | None) -> bytes | None:
        after = None if step.new is None else self._entry.texts.get(step.new)
        if before is None or after is None:
            return None
        return take_back(step.path, after, now, before)

    def _before(self, step: Step) -> bytes | None:
        return None if step.old is None else self._entry.texts[step.old]

    def _ids(self, now: bytes | None, before: bytes | None) -> bytes | None:
        """Give ids back that no commit has; one that others may have seen stays on record."""
        try:
            known = load_ids((now or b"").decode("utf-8", "replace"))
            first = load_ids((before or b"").decode("utf-8", "replace"))
        except IdsError as error:
            raise UndoFault("ids-damaged", IDS, str(error)) from error
        seen = set(ids_in_git(self._root, find_specs(self._root)))
        rows = {row for row in known if row in seen} | set(first)
        if rows == set(first):
            return before
        return dump_ids(rows).encode()


def _is(text: bytes | None, digest: str | None) -> bool:
    if text is None or digest is None:
        return text is None and digest is None
    return matches(text, digest)


def _like(text: bytes | None, now: bytes | None) -> bytes | None:
    """Write with the newlines that the owner's checkout has."""
    if not text or not now or b"\r\n" in text or b"\r\n" not in now:
        return text
    return text.replace(b"\n", b"\r\n")


def _moved(entry: Entry) -> str:
    return (
        f"it is not as `svcgen {entry.command}` left it: git or another run was here since; "
        "nothing was changed"
    )
