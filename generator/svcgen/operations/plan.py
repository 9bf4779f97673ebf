"""A plan of what `generate` would do, and carrying out exactly that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svcgen import __version__
from svcgen.artifacts.digest import sha256
from svcgen.artifacts.faults import TreeMoved
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.outcome import ChangeKind, FileChange, MergeOutcome
from svcgen.artifacts.plans import Plan, PlanFault, PlannedText
from svcgen.artifacts.policy import WritePolicy
from svcgen.pipeline import (
    Checked,
    SpecFaulty,
    ids_of,
    merge_workspace,
    open_workspace,
    read_spec,
)
from svcgen.workspace import Workspace
from svcgen.write import ServiceTree
from svcgen.write.record import LOCK, is_own
from svcgen.write.transaction import Edit

OWN = "own"
_MOVED = "it changed since the plan was made; nothing was written: svcgen plan makes a new one"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, the outcome that it stands for, and the warnings of the spec."""

    plan: Plan
    outcome: MergeOutcome
    checked: Checked


@dataclass(frozen=True, slots=True)
class Applied:
    """What was carried out of a plan."""

    outcome: MergeOutcome
    written: tuple[str, ...]


def plan_service(workspace: Workspace) -> Planned:
    """Plan a run; nothing is written. Raises SpecFaulty and TreeFault."""
    with open_workspace(workspace, write=False) as tree:
        lock, checked = read_spec(workspace, tree)
        if not checked.is_valid:
            raise SpecFaulty(checked)
        outcome, graph = merge_workspace(workspace, checked, tree)
        edits = tree.edits(outcome, lock, ids_of(graph))
        before = _digest(tree.read_own(LOCK))
    plan = _plan(outcome, edits, lock, before)
    return Planned(plan, outcome, checked)


def apply_plan(
    workspace: Workspace, plan: Plan, *, dry_run: bool = False, wait: float = 0.0
) -> Applied:
    """Do what a plan says, all of it, if the tree is still the one that it was made for.

    Raises TreeMoved, which names the path that is not, PlanFault and other TreeFaults.
    """
    with open_workspace(workspace, write=not dry_run, wait=wait) as tree:
        workspace = workspace.refreshed()
        _refuse_moved(workspace, plan, tree)
        pairs = [(text, _read(tree, text)) for text in plan.texts]
        changes = tuple(
            _change(text, before)
            for text, before in pairs
            if text.policy != OWN and text.kind != ChangeKind.KEEP.value
        )
        outcome = MergeOutcome(changes, (), {}, ())
        tree.refuse_uncommitted(outcome)
        edits = [
            Edit(text.path, before, text.after, text.executable)
            for text, before in pairs
            if text.kind != ChangeKind.KEEP.value
        ]
        written = () if dry_run else tree.commit(edits)
    return Applied(outcome, written)


def _plan(
    outcome: MergeOutcome, edits: tuple[Edit, ...], lock: Lock, before: str | None
) -> Plan:
    changes = {change.path: change for change in outcome.changes}
    own = [edit for edit in edits if edit.path not in changes]
    texts = [_planned(change) for change in outcome.changes]
    texts += [
        PlannedText(edit.path, _kind(edit), OWN, OWN, _digest(edit.before), edit.after)
        for edit in own
    ]
    conflicts = tuple((each.path, each.code, each.reason) for each in outcome.conflicts)
    return Plan(__version__, lock.spec, before, tuple(texts), conflicts)


def _planned(change: FileChange) -> PlannedText:
    return PlannedText(
        change.path,
        change.kind.value,
        change.policy.value,
        change.reason,
        _digest(change.before),
        change.after,
        change.executable,
    )


def _kind(edit: Edit) -> str:
    if edit.before is None:
        return ChangeKind.CREATE.value
    kind = ChangeKind.DELETE if edit.after is None else ChangeKind.UPDATE
    return str(kind.value)


def _refuse_moved(workspace: Workspace, plan: Plan, tree: ServiceTree) -> None:
    for path in _differing(workspace, plan):
        raise TreeMoved(path, _MOVED)
    if _digest(tree.read_own(LOCK)) != plan.lock:
        raise TreeMoved(LOCK, _MOVED)


def _differing(workspace: Workspace, plan: Plan) -> Iterator[str]:
    spec = workspace.lock().spec
    for path in sorted(spec.keys() | plan.spec.keys()):
        if spec.get(path) != plan.spec.get(path):
            yield path


def _read(tree: ServiceTree, text: PlannedText) -> bytes | None:
    """Read what is to be changed. Raises TreeMoved when it is not what was planned with."""
    if is_own(text.path) != (text.policy == OWN):
        raise PlanFault(f"{text.path[:200]!a} is not of the kind that the plan says")
    if text.policy == OWN:
        before = tree.read_own(text.path)
    else:
        before = tree.read([text.path])[text.path]
    if _digest(before) != text.before:
        raise TreeMoved(text.path, _MOVED)
    return before


def _change(text: PlannedText, before: bytes | None) -> FileChange:
    try:
        kind, policy = ChangeKind(text.kind), WritePolicy(text.policy)
    except ValueError as error:
        raise PlanFault(f"{text.policy[:60]!a} is no write policy") from error
    return FileChange(
        kind, text.path, policy, before, text.after, text.reason, text.executable
    )


def _digest(text: bytes | None) -> str | None:
    return None if text is None else sha256(text)
