"""kill -9 anywhere in a command: old, new or a journal, never torn; one more run ends it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from svcgen.operations.undo import roll_back_interrupted, undo
from tests.faults.system_faults import (
    Ending,
    kill,
    kill_at_first_move,
    run_struck,
)
from tests.faults.write_cases import (
    CASES,
    Case,
    bring_in_step,
    copy,
    folders,
    snapshot,
    warm,
)
from tests.support.proof import record_proof
from tests.support.scale import SCALE, scale

POINTS = scale(6, 146)
SEED = 35


@dataclass
class World:
    """A case with the tree before it, the one after it, and how many calls lie between."""

    case: Case
    old: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    calls: int


@dataclass
class Tally:
    """What the campaign counted."""

    kills: int = 0
    torn: int = 0
    with_journal: int = 0
    unconverged: int = 0
    taken_back: int = 0
    not_taken_back: int = 0
    undone: int = 0
    not_undone: int = 0
    faults: list[str] = field(default_factory=list)


def world_of(case: Case, folder: Path) -> World:
    """Make the tree before a case, and look at what the case does to a copy."""
    old, new = folder / "old" / "shop", folder / "new" / "shop"
    for parent in (old.parent, new.parent):
        parent.mkdir(parents=True)
    case.prepare(old)
    plan = old.parent / "plan.json"
    if plan.exists():
        shutil.copy(plan, new.parent)
    copy(old, new)
    ending = run_struck(partial(case.command, new), 0, kill)
    assert ending.how == "done", ending
    before = snapshot(old) if old.exists() else {}
    assert before != snapshot(new)
    return World(case, old, before, snapshot(new), ending.calls)


@pytest.fixture(scope="module")
def tally() -> Iterator[Tally]:
    """The figures of all cases, on record once they have run."""
    found = Tally()
    yield found
    figures = {
        name.replace("_", " "): value
        for name, value in vars(found).items()
        if isinstance(value, int)
    }
    record_proof("write-kills", seed=SEED, figures=figures)


def points(calls: int) -> list[int]:
    """Some calls to die at: half of them in the second half, where files are moved."""
    chance = random.Random(SEED)
    half = POINTS // 2
    late = chance.sample(range(calls // 2, calls), min(POINTS - half, calls // 2 - 1))
    early = chance.sample(range(1, calls // 2), min(half, calls // 2 - 1))
    return sorted({*early, *late, calls})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_killed_anywhere(
    case: Case, tmp_path: Path, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file is whole, the next run comes to the new tree, a rollback to the old, and undo works."""
    warm(tmp_path / "warm", monkeypatch)
    world = world_of(case, tmp_path)
    tally.faults.clear()
    for number, at in enumerate(points(world.calls)):
        root = copy(world.old, world.old.parent / "killed")
        ending = run_struck(partial(case.command, root), at, kill)
        if ending.how != "killed":
            tally.faults.append(f"{case.name} at {at}: {ending}")
            continue
        tally.kills += 1
        _look(world, root, at, tally)
        if number % 2:
            _take_back(world, root, at, tally)
        else:
            _go_on(world, root, at, tally)
    assert tally.faults == []


def _look(world: World, root: Path, at: int, tally: Tally) -> None:
    now = snapshot(root) if root.exists() else {}
    torn = [
        path
        for path, text in now.items()
        if text not in (world.before.get(path), world.after.get(path))
    ]
    journal = any(
        (root / ".svcgen" / name).exists() for name in ("journal.json", "rollback.json")
    )
    tally.with_journal += journal
    mixed = now not in (world.before, world.after) and not journal
    if torn or mixed:
        tally.torn += 1
        tally.faults.append(f"{world.case.name} at {at}: torn {torn}, mixed {mixed}")


def _go_on(world: World, root: Path, at: int, tally: Tally) -> None:
    ending = complete(world, root)
    now = snapshot(root)
    if ending.how != "done" or now != world.after or _left(root):
        tally.unconverged += 1
        changed = [p for p in now | world.after if now.get(p) != world.after.get(p)]
        tally.faults.append(f"{world.case.name} at {at}: {ending}, not new: {changed}")
    elif world.case.name != "undo":
        undo(root)
        tally.undone += 1
        if snapshot(root) != world.before:
            tally.not_undone += 1
            tally.faults.append(f"{world.case.name} at {at}: not undone")


def complete(world: World, root: Path) -> Ending:
    """Run the command once more, unless all of it is there and nothing is left to end."""
    if root.exists() and snapshot(root) == world.after and not _left(root):
        return Ending("done")
    return run_struck(partial(world.case.command, root), 0, kill)


def _take_back(world: World, root: Path, at: int, tally: Tally) -> None:
    if not root.exists():
        return
    command = roll_back_interrupted(root)
    now = snapshot(root)
    tally.taken_back += command is not None
    wanted = [world.before] if command is not None else [world.before, world.after]
    empty = world.old.exists() or now or not folders(root)
    if now not in wanted or _left(root) or not empty:
        tally.not_taken_back += 1
        tally.faults.append(f"{world.case.name} at {at}: not taken back")


def _left(root: Path) -> bool:
    """Is anything of a run left?"""
    names = ("stage", "journal.json", "rollback.json")
    return any((root / ".svcgen" / name).exists() for name in names)


def test_generate_after_a_killed_add_reads_what_add_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An addition that `generate` ends is in the code, too: the spec is read when it is whole."""
    warm(tmp_path / "warm", monkeypatch)
    case = next(case for case in CASES if case.name == "add")
    world = world_of(case, tmp_path)
    root = copy(world.old, world.old.parent / "killed")
    command = partial(case.command, root)
    run_struck(command, 1, kill_at_first_move(), lasting=True)
    assert (root / ".svcgen/journal.json").exists()
    bring_in_step(root)
    assert snapshot(root) == world.after
