"""An addition, from the spec's texts to the tree: checked in memory, then written all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from svcgen.artifacts.ids import IdRow
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.outcome import ChangeKind, FileChange, MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.diagnostics.diagnostic import ERROR
from svcgen.edit import EditFault, apply, edit_files, find_difference
from svcgen.load.source import name_file
from svcgen.operations.draft import Draft
from svcgen.operations.package_ids import PackageIds, ids_in_git
from svcgen.pipeline import (
    Checked,
    SpecFaulty,
    check_spec_texts,
    ids_of,
    link_spec,
    merge_workspace,
    open_workspace,
)
from svcgen.workspace import Workspace
from svcgen.write import ServiceTree

Planner = Callable[[Draft], str]
EMPTY = MergeOutcome((), (), {}, ())


@dataclass(frozen=True, slots=True)
class How:
    """How an addition is carried out."""

    dry_run: bool = False
    generate: bool = True
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition came to.

    `checked` tells faults and new warnings, `outcome` holds the change of the spec too;
    `is_generated` is false when the spec still has faults or nothing was to be generated.
    """

    name: str
    draft: Draft
    checked: Checked
    outcome: MergeOutcome
    spec_files: tuple[str, ...]
    written: tuple[str, ...]
    is_generated: bool


def add(workspace: Workspace, plan: Planner, how: How) -> Added:
    """Make an addition. Raises EditFault, SpecFaulty, TreeFault; then nothing was written."""
    with open_workspace(workspace, write=not how.dry_run, wait=how.wait) as tree:
        workspace = workspace.refreshed()
        texts = tree.read(workspace.spec_paths)
        before = check_spec_texts(_named(workspace, texts))
        draft = _draft(workspace, before, tree)
        name = plan(draft)
        changes = _changes(texts, draft)
        new = {change.path: change.after for change in changes}
        after = _check(_named(workspace, {**texts, **new}), before, draft)
        whole = after.is_valid and how.generate
        outcome = merge_workspace(workspace, after, tree)[0] if whole else _kept(tree)
        outcome = replace(outcome, changes=(*changes, *outcome.changes))
        written: tuple[str, ...] = ()
        if not how.dry_run:
            rows = [IdRow(number, given) for given, number in draft.ids.given.items()]
            written = tree.write(
                outcome,
                _lock(workspace, tree, changes, whole),
                [*_ids(after, tree, whole), *rows],
            )
    paths = tuple(change.path for change in changes)
    told = _without_old_warnings(after, before)
    return Added(name, draft, told, outcome, paths, written, whole)


def _named(
    workspace: Workspace, texts: Mapping[str, bytes | None]
) -> dict[str, bytes | None]:
    return {name_file(workspace.root / path): text for path, text in texts.items()}


def _draft(workspace: Workspace, checked: Checked, tree: ServiceTree) -> Draft:
    if checked.spec is None:
        raise SpecFaulty(checked)
    data, name = checked.document.data, checked.spec.service.name
    refs = ids_in_git(workspace.root, workspace.spec_paths)
    ids = PackageIds(name, data, tree.ids(), refs)
    return Draft(
        checked.spec, checked.document, ids, in_folder=len(workspace.spec_paths) > 1
    )


def _changes(texts: Mapping[str, bytes | None], draft: Draft) -> tuple[FileChange, ...]:
    # newlines are kept as they are: bytes are decoded, not read as lines
    files = {path: (text or b"").decode("utf-8") for path, text in texts.items()}
    edited = edit_files(files, draft.additions)
    return tuple(
        FileChange(
            ChangeKind.CREATE if texts.get(path) is None else ChangeKind.UPDATE,
            path,
            WritePolicy.WRITE_ONCE,
            texts.get(path),
            text.encode("utf-8"),
            "spec",
        )
        for path, text in sorted(edited.items())
    )


def _check(files: Mapping[str, bytes | None], before: Checked, draft: Draft) -> Checked:
    """Read and validate the new texts; they must hold the additions and nothing else.

    Faults that were there before may stay, when there are fewer of them.
    """
    after = check_spec_texts(files)
    wanted = apply(before.document.data, draft.additions)
    where = find_difference(wanted, after.document.data)
    if where is not None:
        raise EditFault(
            "edit-failed",
            f"the edit would also change '{'.'.join(where)}'",
            "write it by hand",
        )
    if not after.is_valid and _errors(after) >= _errors(before):
        raise SpecFaulty(after)
    return after


def _without_old_warnings(after: Checked, before: Checked) -> Checked:
    """Leave out what was told before: an addition is answered by what it changes."""
    old = {(item.code, item.message) for item in before.diagnostics}
    new = tuple(
        item
        for item in after.diagnostics
        if item.severity is ERROR or (item.code, item.message) not in old
    )
    return replace(after, diagnostics=new)


def _errors(checked: Checked) -> int:
    return sum(item.severity is ERROR for item in checked.diagnostics)


def _kept(tree: ServiceTree) -> MergeOutcome:
    """Give an outcome in which every emitted file stays."""
    return replace(EMPTY, rows=tuple(tree.manifest().values()))


def _lock(
    workspace: Workspace, tree: ServiceTree, changes: Sequence[FileChange], whole: bool
) -> Lock:
    """Tell what the tree stands for then: the new texts, or what it stood for before."""
    if not whole:
        return tree.lock() or Lock({}, "", "")
    return workspace.lock({change.path: change.after for change in changes})


def _ids(checked: Checked, tree: ServiceTree, whole: bool) -> list[IdRow]:
    return list(ids_of(link_spec(checked, tree.ids()))) if whole else []
