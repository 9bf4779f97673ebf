"""I/O errors anywhere in a command: the files as they were, one line, and a re-run that ends it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from svcgen.operations.undo import roll_back_interrupted
from tests.faults.system_faults import ERRORS, Ending, Strike, fail, run_struck
from tests.faults.test_write_kills import World, complete, world_of
from tests.faults.write_cases import CASES, Case, copy, snapshot, warm
from tests.support.proof import record_proof
from tests.support.scale import SCALE, scale

POINTS = scale(1, 60)
LASTING_POINTS = scale(1, 40)
SEED = 36
CREATING = {"open", "write", "mkdir", "link", "fsync", "sync_all"}
CHANGING = {*CREATING, "fchmod", "truncate", "rmdir", "unlink", "rename"}
LASTING = {"ENOSPC": CREATING, "EDQUOT": CREATING, "EROFS": CHANGING, "EMFILE": {"open"}}  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> Iterator[dict[str, int]]:
    """What the campaign counted, on record once it is through."""
    found = dict.fromkeys(
        ("errors", "told", "swallowed", "changed user files", "unconverged", "lasting"),
        0,
    )
    yield found
    record_proof("write-errors", seed=SEED, figures=found)


def points(calls: int, number: int, salt: str) -> list[int]:
    """Some calls that fail, others for each error."""
    chance = random.Random(f"{SEED} {salt}")
    return sorted(chance.sample(range(1, calls + 1), min(number, calls)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_an_error_changes_nothing(
    case: Case,
    tmp_path: Path,
    figures: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One call that fails is one line and exit code 5, every file is as before, and a re-run converges."""
    warm(tmp_path / "warm", monkeypatch)
    world = world_of(case, tmp_path)
    for name, number in ERRORS.items():
        for at in points(world.calls, POINTS, name):
            root = copy(world.old, world.old.parent / "failed")
            ending = run_struck(partial(case.command, root), at, fail(number))
            figures["errors"] += 1
            where = f"{case.name}: {name} at {at}: {ending}"
            _assert_told(world, root, ending, where, figures)
            again = complete(world, root)
            if again.how != "done" or snapshot(root) != world.after:
                figures["unconverged"] += 1
                pytest.fail(f"{where}, then {again}")


def _assert_told(
    world: World, root: Path, ending: Ending, where: str, figures: dict[str, int]
) -> None:
    now = snapshot(root) if root.exists() else {}
    if ending.how == "done":
        # an error in what only tidies up is no error of the command
        figures["swallowed"] += 1
        assert now == world.after, where
        return
    figures["told"] += 1
    assert ending.how == "fault", where
    assert ending.exit_code == 5, where
    assert "\n" not in ending.message, where
    figures["changed user files"] += now != world.before
    assert now == world.before, where
    assert not (root / ".svcgen/journal.json").exists(), where
    assert world.old.exists() or not root.exists(), where


def _lasting(name: str) -> Strike:
    """Let every call of a kind fail from now on, as on a full disk."""
    strike = fail(ERRORS[name])

    def maybe(call: str) -> None:
        if call in LASTING[name]:
            strike(call)

    return maybe


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_an_error_that_lasts(
    case: Case,
    tmp_path: Path,
    figures: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A disk that is full from some call on leaves whole files; with room again a run ends it or takes it back."""
    warm(tmp_path / "warm", monkeypatch)
    world = world_of(case, tmp_path)
    for name in LASTING:
        for number, at in enumerate(points(world.calls, LASTING_POINTS, name)):
            root = copy(world.old, world.old.parent / "failed")
            strike = _lasting(name)
            ending = run_struck(partial(case.command, root), at, strike, lasting=True)
            figures["lasting"] += 1
            where = f"{case.name}: {name} from {at}: {ending}"
            assert ending.how in ("done", "fault"), where
            now = snapshot(root) if root.exists() else {}
            for path, text in now.items():
                old_and_new = (world.before.get(path), world.after.get(path))
                assert text in old_and_new, f"{where}: {path} is torn"
            if number % 2 and root.exists():
                command = roll_back_interrupted(root)
                whole = [world.before, *([] if command else [world.after])]
                assert snapshot(root) in whole, where
            again = complete(world, root)
            assert snapshot(root) == world.after, f"{where}, then {again}"
