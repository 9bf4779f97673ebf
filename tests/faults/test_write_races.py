"""Runs at once, and somebody who swaps folders for links while a run is at work."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from svcgen.artifacts.faults import TreeFault
from svcgen.pipeline import generate
from svcgen.workspace import WorkspaceFault, find_workspace
from svcgen.write.system import System
from tests.faults.system_faults import arm, kill
from tests.faults.write_cases import (
    OTHER,
    SPEC,
    bring_in_step,
    edited,
    new,
    snapshot,
    warm,
    words,
)
from tests.support.proof import record_proof
from tests.support.scale import SCALE, scale

AT_ONCE = 16
ROUNDS = scale(1, 25)
SWAPS = scale(50, 1000)
SEED = 16
SECRET = b"never to be read or written"
TARGETS = (
    "src",
    "src/shop",
    "src/shop/contract",
    "src/shop/contract/models/book.py",
    "src/shop/app.py",
    "src/shop/repositories",
    "tests",
    ".svcgen/base",
    ".svcgen/base/src",
    "README.md",
    "service.yaml",
    "pyproject.toml",
)
Child = Callable[[], object]


def start(child: Child) -> int:
    """Run in a process of its own, which ends with 0 when nothing was raised."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        child()
        code = 0
    finally:
        os._exit(code)


def add_role(root: Path, number: int, dies_at: int) -> None:
    """Add a role, and perhaps die on the way."""
    arm(dies_at, kill)
    words("add", "role", f"role_{number}", "--wait", "120")(root)


def without_history(tree: dict[str, bytes]) -> dict[str, bytes]:
    """What does not tell which run came before which."""
    return {path: text for path, text in tree.items() if path != ".svcgen/manifest"}


def run_at_once(root: Path, dying: set[int], chance: random.Random) -> set[int]:
    """Add a role in each of 16 processes, some of which are killed; gives those that ended."""
    pids = {
        start(
            partial(
                add_role, root, each, chance.randrange(1, 900) if each in dying else 0
            )
        ): each
        for each in range(AT_ONCE)
    }
    ended = set()
    for _ in range(AT_ONCE):
        pid, status = os.wait()
        if not os.WIFSIGNALED(status):
            assert os.waitstatus_to_exitcode(status) == 0, pids[pid]
            ended.add(pids[pid])
    return ended


@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_runs_at_once_are_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """16 runs at once, some killed: every one that ended is in the tree, which is that of its spec."""
    warm(tmp_path / "warm", monkeypatch)
    chance = random.Random(SEED)
    killed = 0
    for number in range(ROUNDS):
        root = tmp_path / f"shop{number}"
        edited(root)
        dying = set(chance.sample(range(AT_ONCE), 5))
        ended = run_at_once(root, dying, chance)
        killed += AT_ONCE - len(ended)
        bring_in_step(root)
        spec = (root / "service.yaml").read_text()
        there = {each for each in range(AT_ONCE) if f" role_{each}:" in spec}
        assert ended <= there
        assert there <= ended | dying
        assert all(spec.count(f" role_{each}:") == 1 for each in there)
        serial = tmp_path / f"serial{number}"
        edited(serial)
        (serial / "service.yaml").write_text(spec)
        bring_in_step(serial)
        assert without_history(snapshot(root)) == without_history(snapshot(serial))
    figures = {"runs at once": AT_ONCE, "rounds": ROUNDS, "killed": killed}
    record_proof("write-at-once", seed=SEED, figures=figures)


def swap(root: Path, outside: Path, seed: int) -> None:
    """Put links in place of folders and files, each for a moment, until told to stop."""
    stop = []
    signal.signal(signal.SIGTERM, lambda number, frame: stop.append(number))
    chance = random.Random(seed)
    while not stop:
        target = root / chance.choice(TARGETS)
        aside = target.with_name(f"{target.name}~aside")
        try:
            target.rename(aside)
        except OSError:
            continue
        try:
            target.symlink_to(outside / ("folder" if aside.is_dir() else "file"))
            time.sleep(chance.random() * 0.01)
        finally:
            target.unlink(missing_ok=True)
            aside.rename(target)
        time.sleep(chance.random() * 0.005)


@contextmanager
def swapping(root: Path, outside: Path, seed: int) -> Iterator[None]:
    """Let another process swap."""
    pid = start(partial(swap, root, outside, seed))
    try:
        yield
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)


def make_outside(outside: Path) -> None:
    """Make what must not be touched: the same names as inside, never read yet."""
    for inside in ("book.py", "app.py", "models/book.py", "shop/app.py", "src/shop/app.py"):  # fmt: skip
        path = outside / "folder" / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SECRET)
    (outside / "file").write_bytes(SECRET)
    forget_reads(outside)


def forget_reads(outside: Path) -> None:
    """Set the times of reading back; the next read is seen, also with `relatime`."""
    for path in files(outside):
        os.utime(path, (0, 1))


def files(outside: Path) -> list[Path]:
    """Every file outside, listed without touching one."""
    return sorted(path for path in outside.rglob("*") if path.is_file())


def check_opens(root: Path, found: list[str]) -> Callable[..., int]:
    """Look where each file that the write stage opens really is."""
    real_open, real_root = System.open, str(root.resolve())

    def opened(self: System, *args: object, **kwargs: object) -> int:
        fd = real_open(self, *args, **kwargs)  # type: ignore[arg-type]
        place = Path(f"/proc/self/fd/{fd}").readlink()
        if not f"{place}/".startswith(f"{real_root}/"):
            found.append(str(place))
        return fd

    return opened


@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_links_that_come_and_go_lead_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is a link for a moment, nothing outside is read or written, and the next run is whole."""
    root, outside, wanted = tmp_path / "shop", tmp_path / "outside", tmp_path / "wanted"
    edited(root)
    make_outside(outside)
    opened: list[str] = []
    monkeypatch.setattr(System, "open", check_opens(root, opened))
    before = {path: path.read_bytes() for path in files(outside)}
    forget_reads(outside)
    told: list[str] = []
    with swapping(root, outside, SEED):
        for number in range(SWAPS):
            try:
                write_spec(root, OTHER if number % 2 else SPEC)
                generate(find_workspace(root))
            except (TreeFault, WorkspaceFault) as fault:
                told.append(str(fault))
    assert [path for path in files(outside) if path.stat().st_atime > 0] == []
    assert opened == []
    assert not any(SECRET.decode() in each for each in told)
    assert {path: path.read_bytes() for path in files(outside)} == before
    assert not any(SECRET in text for text in snapshot(root).values())
    monkeypatch.undo()
    (root / "service.yaml").write_text(OTHER)
    bring_in_step(root)
    edited(wanted)
    (wanted / "service.yaml").write_text(OTHER)
    bring_in_step(wanted)
    assert without_history(snapshot(root)) == without_history(snapshot(wanted))
    figures = {"rounds": SWAPS, "refused": len(told), "outside": 0}
    record_proof("write-swapped-links", seed=SEED, figures=figures)


def write_spec(root: Path, text: str) -> None:
    """Write the spec as its owner does, but not through a link."""
    try:
        fd = os.open(root / "service.yaml", os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
    except OSError:
        return
    with os.fdopen(fd, "w") as file:
        file.write(text)


def test_a_read_would_be_seen(tmp_path: Path) -> None:
    """The watch of the test above works: reading a file moves its time."""
    make_outside(tmp_path)
    (tmp_path / "file").read_bytes()
    assert (tmp_path / "file").stat().st_atime > 0


@pytest.mark.parametrize("name", ["src", ".svcgen", "service.yaml", "pyproject.toml"])
def test_links_that_stay_are_refused(tmp_path: Path, name: str) -> None:
    """A link where svcgen reads or writes is one line that names it, and what it leads to stays."""
    root, outside = tmp_path / "shop", tmp_path / "outside"
    new(root)
    shutil.move(root / name, outside)
    (root / name).symlink_to(outside)
    kept = snapshot(outside) if outside.is_dir() else outside.read_bytes()
    with pytest.raises((TreeFault, WorkspaceFault), match=name):
        generate(find_workspace(root))
    assert (snapshot(outside) if outside.is_dir() else outside.read_bytes()) == kept
