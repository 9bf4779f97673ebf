"""Whole processes, timed one at a time: wall seconds, CPU seconds of it and its children, peak memory."""

from __future__ import annotations

import os
import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL

ENOUGH = 40.0
"""Seconds that one program of a section is run for; a slow one is in fewer rounds, in one at least."""
LONGEST_PEER = 60.0
"""Seconds after which a peer is stopped, and told to be slower than that."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the wall, seconds of CPU, peak MB, and its exit code."""

    wall: float
    cpu: float
    peak: float
    code: int


@dataclass(slots=True)
class Case:
    """A program of a section: its command for a fresh folder, and what must be there before.

    `prepare` fills the folder and is not timed; `codes` are the exit codes that are a success.
    `limit` is how many seconds it may take, 0 for as long as it likes; `spent` is what it took so far.
    """

    name: str
    command: Callable[[Path], Sequence[str]]
    prepare: Callable[[Path], None] = field(default=lambda _: None)
    codes: tuple[int, ...] = (0,)
    runs: list[Run] = field(default_factory=list)
    fault: str = ""
    limit: float = 0.0
    spent: float = 0.0

    @property
    def wall(self) -> float:
        """The median on the wall, in seconds."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of CPU, in seconds."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def peak(self) -> float:
        """The highest peak, in MB."""
        return max(run.peak for run in self.runs)


def environment(cache: Path) -> Mapping[str, str]:
    """Give what every process gets: byte code is kept, as it is where a program is installed."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith("PYTHON")
    }
    return {**kept, "PYTHONPYCACHEPREFIX": str(cache / "bytecode"), "NO_COLOR": "1"}


def run_process(
    command: Sequence[str],
    cwd: Path,
    env: Mapping[str, str],
    log: Path,
    limit: float = 0.0,
) -> Run:
    """Run a process to its end, or kill it after `limit` seconds; what it says goes to `log`."""
    with log.open("wb") as out:
        actions = [
            (os.POSIX_SPAWN_DUP2, out.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, out.fileno(), 2),
        ]
        # a shell of its own would cost as much as what is measured
        here = Path.cwd()
        os.chdir(cwd)
        try:
            start = time.perf_counter()
            pid = os.posix_spawn(command[0], list(command), env, file_actions=actions)
            with _killed_after(limit, pid):
                _, status, used = os.wait4(pid, 0)
            wall = time.perf_counter() - start
        finally:
            os.chdir(here)
    cpu = used.ru_utime + used.ru_stime
    return Run(wall, cpu, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


@contextmanager
def _killed_after(limit: float, pid: int) -> Iterator[None]:
    timer = threading.Timer(limit or threading.TIMEOUT_MAX, os.kill, (pid, SIGKILL))
    timer.daemon = True
    if limit:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def run_interleaved(
    cases: Sequence[Case], rounds: int, folder: Path, env: Mapping[str, str]
) -> None:
    """Run every case once unmeasured and then in rounds, beginning with another one each time.

    Folders are fresh and are deleted at the end: deleting many files slows what runs after it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(-1, rounds):
        turn = max(number, 0) % len(cases)
        for case in (*cases[turn:], *cases[:turn]):
            _run_once(case, number, folder, env)
    shutil.rmtree(folder, ignore_errors=True)


def _run_once(case: Case, number: int, folder: Path, env: Mapping[str, str]) -> None:
    if case.fault or (case.runs and case.spent > ENOUGH):
        return
    place = folder / f"{case.name.replace(' ', '-').replace('/', '-')}-{number + 1}"
    place.mkdir()
    case.prepare(place)
    log = folder / f"{place.name}.log"
    run = run_process(case.command(place), place, env, log, case.limit)
    case.spent += run.wall
    if run.code == -SIGKILL and case.limit:
        case.fault = f"takes more than {case.limit:.0f} s"
    elif run.code not in case.codes:
        last = log.read_text(errors="replace").strip().splitlines()[-1:] or ["?"]
        case.fault = f"exit {run.code}: {last[0][:90]}"
    elif number >= 0 or run.wall > ENOUGH / 2:
        case.runs.append(run)
