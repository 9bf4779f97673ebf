"""Generating where two branches met: package ids that both gave are settled first (decision 0032)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from svcgen.artifacts.ids import IdRow
from svcgen.diagnostics.catalogue.clashes import PACKAGE_ID_CLASH
from svcgen.edit.ids import IdPlace, id_places, ids_in_text, renumber
from svcgen.operations.package_ids import PackageIds, ids_in_git
from svcgen.pipeline import (
    Checked,
    Generated,
    SpecFaulty,
    check_spec,
    generate,
    open_workspace,
)
from svcgen.workspace import Workspace
from svcgen.write import ServiceTree
from svcgen.write.branches import Branches
from svcgen.write.transaction import Edit


@dataclass(frozen=True, slots=True)
class Settled:
    """A package that got another id, since `keeper` had its own first."""

    name: str
    keeper: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Met:
    """A run, and the ids that it settled before."""

    generated: Generated
    settled: tuple[Settled, ...] = ()


def generate_met(
    workspace: Workspace,
    *,
    dry_run: bool = False,
    wait: float = 0.0,
    rebase: bool = False,
) -> Met:
    """Bring the tree in step with the spec; ids that two branches gave twice are settled in the spec.

    A dry run settles nothing. Raises SpecFaulty and TreeFault.
    """
    settled: tuple[Settled, ...] = ()
    try:
        done = generate(workspace, dry_run=dry_run, wait=wait, rebase=rebase)
    except SpecFaulty as fault:
        clash = PACKAGE_ID_CLASH.name
        if dry_run or all(each.code != clash for each in fault.checked.diagnostics):
            raise
        settled = settle_ids(workspace, wait)
        if not settled:
            raise
        done = generate(workspace, wait=wait, rebase=rebase)
    return Met(done, settled)


def settle_ids(workspace: Workspace, wait: float = 0.0) -> tuple[Settled, ...]:
    """Give new ids to packages whose ids another branch gave, too, and write them into the spec.

    The id stays with the package that had it where the branches began, else on the first
    parent. Nothing is settled that one branch alone got wrong. Raises TreeFault.
    """
    with open_workspace(workspace, wait=wait) as tree:
        workspace = workspace.refreshed()
        checked = check_spec(workspace)
        branches = Branches.of(str(workspace.root))
        if branches is None:
            return ()
        held = [
            _ids_at(branches, commit, workspace)
            for commit in (branches.base, branches.first, branches.second)
        ]
        places = id_places(checked.document.data)
        found = list(_clashes(places, (held[0], held[1], held[2])))
        if not found:
            return ()
        settled, edits = _renumbered(workspace, checked, tree, found)
        tree.commit(edits)
        return settled


def _clashes(
    places: Iterable[IdPlace],
    held: tuple[frozenset[IdRow], frozenset[IdRow], frozenset[IdRow]],
) -> Iterator[tuple[IdPlace, str]]:
    """Give each package that has to take another id, and the one that keeps it."""
    base, first, second = held
    by_id: dict[int, list[IdPlace]] = {}
    for place in places:
        if place.name and place.name not in [e.name for e in by_id.get(place.id, ())]:
            by_id.setdefault(place.id, []).append(place)
    for number, taken in by_id.items():
        rows = {IdRow(number, each.name) for each in taken}
        met = rows <= first | second and not rows <= first and not rows <= second
        if len(taken) < 2 or not met:
            continue
        ranked = sorted(
            taken,
            key=lambda each: (
                IdRow(each.id, each.name) not in base,
                IdRow(each.id, each.name) not in first,
                each.name,
            ),
        )
        yield from ((each, ranked[0].name) for each in ranked[1:])


def _renumbered(
    workspace: Workspace,
    checked: Checked,
    tree: ServiceTree,
    found: Sequence[tuple[IdPlace, str]],
) -> tuple[tuple[Settled, ...], list[Edit]]:
    data = checked.document.data
    service = checked.spec.service.name if checked.spec else ""
    refs = ids_in_git(workspace.root, workspace.spec_paths)
    ids = PackageIds(service, data, tree.ids(), refs)
    before = tree.read(workspace.spec_paths)
    texts = {path: (text or b"").decode("utf-8") for path, text in before.items()}
    settled: list[Settled] = []
    for place, keeper in found:
        number = ids.give(place.name)
        for path, text in texts.items():
            changed = renumber(text, place, number)
            if changed is not None:
                texts[path] = changed
                settled.append(Settled(place.name, keeper, place.id, number))
                break
    edits = [
        Edit(path, before[path], text.encode())
        for path, text in texts.items()
        if text.encode() != before[path]
    ]
    return tuple(settled), edits


def _ids_at(branches: Branches, commit: str, workspace: Workspace) -> frozenset[IdRow]:
    """Give the packages' ids that the spec of a commit has."""
    texts = branches.texts(commit, workspace.spec_paths).values()
    return frozenset(
        IdRow(number, name)
        for text in texts
        for number, name in ids_in_text(text.decode("utf-8", "replace"))
    )
