"""Resolving conflicts: which ones, and whose text is to stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from svcgen.artifacts.conflicts import Sidecar, dump_sidecar
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import ChangeKind, Conflict, FileChange, MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge.settle import Choice, Settled, SettleFault, settle
from svcgen.merge.sidecars import conflicts_of
from svcgen.merge.sides import kind_of
from svcgen.pipeline import open_workspace
from svcgen.workspace import Workspace
from svcgen.write.tree import ServiceTree

Chooser = Callable[[Conflict], Choice | None]
"""Decides about one conflict; None leaves it."""


class ResolveFault(Exception):
    """Conflicts cannot be resolved so; one line that says what to do. Nothing was written."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Which:
    """Which conflicts are meant: targets `PATH` and `PATH:UNIT`, those alike, or all."""

    targets: tuple[str, ...] = ()
    like: str | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of conflicts: those settled, those left, what changed, and what was written."""

    settled: tuple[Conflict, ...]
    left: tuple[Conflict, ...]
    outcome: MergeOutcome
    written: tuple[str, ...]


def waiting_conflicts(workspace: Workspace) -> tuple[Conflict, ...]:
    """Give every conflict that waits, by path and unit. Raises TreeFault."""
    with open_workspace(workspace, write=False) as tree:
        return _conflicts(_sidecars(tree))


def resolve(
    workspace: Workspace, which: Which, choose: Chooser, *, dry_run: bool = False
) -> Resolved:
    """Settle the conflicts that are meant, all or none of them.

    Raises ResolveFault, SettleFault with the place in front, and TreeFault.
    """
    with open_workspace(workspace, write=not dry_run) as tree:
        sidecars = _sidecars(tree)
        meant = select(_conflicts(sidecars), which)
        rows = tree.manifest()
        if any(not row.sha256 for row in rows.values()):
            raise ResolveFault("two branches met here; svcgen generate comes first")
        files: dict[str, tuple[Settled, Settled]] = {}
        settled: list[Conflict] = []
        for path in dict.fromkeys(each.path for each in meant):
            chosen = _chosen((each for each in meant if each.path == path), choose)
            if chosen:
                before = _read(tree, rows[path], sidecars[path])
                files[path] = before, _settle(path, before, chosen)
                settled += [each for each in meant if each.path == path and (each.unit or "") in chosen]  # fmt: skip
        outcome = _outcome(files, rows.values())
        written: tuple[str, ...] = ()
        if not dry_run and files:
            written = tree.write(outcome, tree.lock() or Lock({}, "", ""))
    left = [each for each in _conflicts(sidecars) if each not in settled]
    return Resolved(tuple(settled), tuple(left), outcome, written)


def select(waiting: Sequence[Conflict], which: Which) -> tuple[Conflict, ...]:
    """Give the conflicts that are meant. Raises ResolveFault when a word means none."""
    if which.everything:
        return tuple(waiting)
    if which.like is not None:
        found = [each for each in waiting if each.like == which.like]
        if not found:
            raise ResolveFault(f"no conflict is like {which.like[:20]!a}", 2)
        return tuple(found)
    meant: list[Conflict] = []
    for target in which.targets:
        hits = [each for each in waiting if target in _names(each)]
        if not hits:
            raise ResolveFault(
                f"no conflict waits at {target[:200]!a}; svcgen status lists them", 2
            )
        meant += [each for each in hits if each not in meant]
    return tuple(meant)


def _names(conflict: Conflict) -> tuple[str, ...]:
    """Give what a conflict can be called by: its file, its unit in it, its line in it."""
    path = conflict.path
    return path, f"{path}:{conflict.unit or ''}", conflict.place


def _sidecars(tree: ServiceTree) -> dict[str, Sidecar]:
    shared = [
        path for path, row in tree.manifest().items() if row.policy is WritePolicy.MERGE
    ]
    return tree.read_conflicts(sorted(shared))


def _conflicts(sidecars: dict[str, Sidecar]) -> tuple[Conflict, ...]:
    return tuple(each for one in sidecars.values() for each in conflicts_of(one))


def _chosen(conflicts: Iterable[Conflict], choose: Chooser) -> dict[str, Choice]:
    chosen = {each.unit or "": choose(each) for each in conflicts}
    return {unit: choice for unit, choice in chosen.items() if choice is not None}


def _read(tree: ServiceTree, row: ManifestRow, sidecar: Sidecar) -> Settled:
    path = row.path
    return Settled(tree.read([path])[path], tree.read_base([path])[path], row, sidecar)


def _settle(path: str, before: Settled, chosen: dict[str, Choice]) -> Settled:
    try:
        return settle(before, chosen)
    except SettleFault as fault:
        raise ResolveFault(f"{path}: {fault}") from fault


def _outcome(
    files: dict[str, tuple[Settled, Settled]], rows: Iterable[ManifestRow]
) -> MergeOutcome:
    kept = tuple(row for row in rows if row.path not in files)
    new = tuple(after.row for _, after in files.values() if after.row is not None)
    return replace(
        MergeOutcome((), (), {}, (*kept, *new)),
        changes=tuple(_change(path, *pair) for path, pair in sorted(files.items())),
        base={path: after.base for path, (_, after) in files.items()},
        sidecars={
            path: None if after.sidecar is None else dump_sidecar(after.sidecar)
            for path, (_, after) in files.items()
        },
    )


def _change(path: str, before: Settled, after: Settled) -> FileChange:
    kind: ChangeKind = kind_of(before.text, after.text)
    return FileChange(
        kind, path, WritePolicy.MERGE, before.text, after.text, "conflicted"
    )
