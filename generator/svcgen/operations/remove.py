"""A removal, from the spec's texts to the tree; what the owner wrote in it goes to the attic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from svcgen.artifacts.conflicts import Sidecar, load_sidecar
from svcgen.artifacts.faults import StillUsed
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import (
    STILL_USED,
    ChangeKind,
    Conflict,
    FileChange,
    MergeOutcome,
)
from svcgen.artifacts.policy import WritePolicy
from svcgen.artifacts.renames import dump_renames, load_renames
from svcgen.edit.values import Path
from svcgen.load.source import name_file
from svcgen.merge import refuse_lost_names
from svcgen.merge.settle import Settled, Side, settle
from svcgen.merge.sides import kind_of
from svcgen.operations.attic import free_place
from svcgen.operations.remove_spec import Removal, remove_from_spec
from svcgen.pipeline import (
    Checked,
    SpecFaulty,
    check_spec_texts,
    ids_of,
    merge_workspace,
    open_workspace,
)
from svcgen.workspace import Workspace
from svcgen.write import ServiceTree
from svcgen.write.record import RENAMES
from svcgen.write.transaction import Edit

Texts = Mapping[str, bytes | None]
ORPHAN = "orphan-edited"


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal came to: what is gone from the spec, and the attic's new files by origin."""

    removal: Removal
    checked: Checked
    gone: tuple[Path, ...]
    outcome: MergeOutcome
    spec_files: tuple[str, ...]
    attic: Mapping[str, str]
    written: tuple[str, ...]


def remove(
    workspace: Workspace, removal: Removal, *, dry_run: bool = False, wait: float = 0
) -> Removed:
    """Remove a part of the spec, and the code that follows from it.

    Raises EditFault (StillReferredTo), StillUsed, SpecFaulty, TreeFault; then nothing was written.
    """
    with open_workspace(workspace, write=not dry_run, wait=wait) as tree:
        return _remove(workspace.refreshed(), tree, removal, dry_run=dry_run)


def _remove(
    workspace: Workspace, tree: ServiceTree, removal: Removal, *, dry_run: bool
) -> Removed:
    texts = tree.read(workspace.spec_paths)
    before = _check(workspace, texts)
    if before.spec is None:
        raise SpecFaulty(before)
    files = {path: (text or b"").decode() for path, text in texts.items()}
    recorded = tree.read_own(RENAMES)
    records = load_renames((recorded or b"").decode())
    edited, gone, kept = remove_from_spec(before.spec, files, removal, records)
    new = {path: _file(text) for path, text in edited.items()}
    after = _check(workspace, new)
    if not after.is_valid:
        raise SpecFaulty(after)
    outcome, graph = merge_workspace(workspace, after, tree)
    outcome, attic = _Attic(tree, outcome, removal).clear()
    if outcome.refusals:
        raise StillUsed([(each.place, each.reason) for each in outcome.refusals])
    spec = tuple(_spec_changes(texts, new))
    outcome = replace(outcome, changes=(*spec, *outcome.changes))
    written: tuple[str, ...] = ()
    if not dry_run:
        extra = [Edit(place, None, text) for place, text in attic.values()]
        left = dump_renames(kept).encode() or None
        if left != recorded:
            extra.append(Edit(RENAMES, recorded, left))
        written = tree.write(outcome, workspace.lock(new), ids_of(graph), extra)
    places = {origin: place for origin, (place, _) in attic.items()}
    names = tuple(change.path for change in spec)
    return Removed(removal, after, gone, outcome, names, places, written)


def _file(text: str) -> bytes | None:
    """Give the bytes of a file of the spec; one that says nothing any more goes."""
    said = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return text.encode() if any(line and line[0] != "#" for line in said) else None


def _check(workspace: Workspace, texts: Texts) -> Checked:
    root = workspace.root
    return check_spec_texts({name_file(root / path): t for path, t in texts.items()})


def _spec_changes(old: Texts, new: Texts) -> Iterator[FileChange]:
    for path, text in sorted(new.items()):
        before = old.get(path)
        if text != before:
            kind = kind_of(before, text)
            policy = WritePolicy.WRITE_ONCE
            yield FileChange(kind, path, policy, before, text, "spec")


class _Attic:
    """Takes out of a tree what the owner wrote in parts that are gone."""

    def __init__(
        self, tree: ServiceTree, outcome: MergeOutcome, removal: Removal
    ) -> None:
        self._tree = tree
        self._outcome = outcome
        self._removal = removal
        self._texts: dict[str, list[str]] = {}
        self._whole: dict[str, bytes] = {}

    def clear(self) -> tuple[MergeOutcome, dict[str, tuple[str, bytes]]]:
        """Give the outcome without such parts, and the attic's files: origin to place and text."""
        orphans = [each for each in self._outcome.conflicts if _is_orphan(each)]
        if orphans:
            self._settle(orphans)
        found: dict[str, tuple[str, bytes]] = {}
        for path, text in self._whole.items():
            found[path] = free_place(self._tree, path), text
        for path, parts in self._texts.items():
            kept = "\n\n".join(part.strip("\n") for part in parts) + "\n"
            found[path] = free_place(self._tree, path), kept.encode()
        return self._outcome, found

    def _settle(self, orphans: list[Conflict]) -> None:
        paths = {each.path for each in orphans}
        rows = {row.path: row for row in self._outcome.rows}
        changes = {change.path: change for change in self._outcome.changes}
        base = dict(self._outcome.base)
        sidecars = dict(self._outcome.sidecars)
        for path in sorted(paths):
            mine = [each for each in orphans if each.path == path]
            change = changes[path]
            if any(each.unit is None for each in mine):
                self._whole[path] = change.after or b""
                changes[path] = _deleted(change)
                rows.pop(path, None)
                base[path] = sidecars[path] = None
            else:
                sidecar = load_sidecar(sidecars[path] or b"")
                done = self._settle_units(change, sidecar, rows[path], mine)
                changes[path] = _with_text(change, done)
                sidecars[path] = None
        left = [each for each in self._outcome.conflicts if each not in orphans]
        left = [each for each in left if each.code != STILL_USED]
        outcome = replace(
            self._outcome,
            changes=tuple(changes[path] for path in sorted(changes)),
            conflicts=tuple(left),
            base=base,
            rows=tuple(rows[path] for path in sorted(rows)),
            sidecars=sidecars,
        )
        listed = set(changes) | set(rows)
        self._outcome = refuse_lost_names(outcome, self._tree.read_unlisted(listed))

    def _settle_units(
        self,
        change: FileChange,
        sidecar: Sidecar,
        row: ManifestRow,
        mine: list[Conflict],
    ) -> bytes | None:
        """Take the parts of a shared file out of it."""
        base = self._outcome.base.get(change.path)
        if base is None:
            base = self._tree.read_base([change.path])[change.path]
        for each in mine:
            head = f"# {each.unit}, taken out with {self._removal.kind} {self._removal.shown}"
            text = (each.yours or b"").decode("utf-8", "replace")
            self._texts.setdefault(change.path, []).append(f"{head}\n{text}")
        choices = {each.unit or "": Side.THEIRS for each in mine}
        file = Settled(change.after, base, row, sidecar)
        return settle(file, choices).text


def _is_orphan(conflict: Conflict) -> bool:
    if conflict.code == ORPHAN:
        return True
    return (
        conflict.unit is not None
        and conflict.new is None
        and conflict.yours is not None
    )


def _deleted(change: FileChange) -> FileChange:
    kind = ChangeKind.KEEP if change.before is None else ChangeKind.DELETE
    return replace(change, kind=kind, after=None, reason="removed")


def _with_text(change: FileChange, text: bytes | None) -> FileChange:
    return replace(change, kind=kind_of(change.before, text), after=text)
