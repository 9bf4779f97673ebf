"""One test run: its folder, which all workers share, and what has to happen once in it."""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.supervise import is_alive

FOLDER_PREFIX = "svcgen-tests-"
FOLDER_VARIABLE = "SVCGEN_TEST_RUN_DIR"
OWNER_VARIABLE = "SVCGEN_TEST_RUN_PID"


@dataclass(frozen=True)
class TestRun:
    """The run that this process is part of, as its controller or as one of its workers."""

    __test__ = False

    folder: Path
    owner_pid: int

    @property
    def worker(self) -> str:
        """The xdist worker's id ("gw0"), "main" when there are none."""
        return os.environ.get("PYTEST_XDIST_WORKER", "main")

    @property
    def own_name(self) -> str:
        """A name for what this worker makes on a server: it says whose it is, and is legal everywhere."""
        return f"svcgen_test_{self.owner_pid}_{self.worker}"

    @contextlib.contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Only one process of the run is inside at a time."""
        with (self.folder / f"{name}.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def once(self, name: str, make: Callable[[], dict[str, str]]) -> dict[str, str]:
        """What `make` returned in the first process of the run that asked; kept as JSON in the run's folder."""
        kept = self.folder / f"{name}.json"
        with self.lock(name):
            if not kept.exists():
                kept.write_text(json.dumps(make()))
            loaded: dict[str, str] = json.loads(kept.read_text())
        return loaded


def begin_run() -> TestRun:
    """Called by the controller before there are workers; they inherit its environment."""
    _remove_left_folders()
    folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER_PREFIX}{os.getpid()}-"))
    folder.chmod(
        0o711
    )  # servers that may not run as root reach their own folder through it
    os.environ[FOLDER_VARIABLE] = str(folder)
    os.environ[OWNER_VARIABLE] = str(os.getpid())
    return current_run()


def _remove_left_folders() -> None:
    """A run that was killed could not remove its own folder."""
    for left in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
        owner = left.name.removeprefix(FOLDER_PREFIX).partition("-")[0]
        if owner.isdigit() and not is_alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def current_run() -> TestRun:
    """The run that this process belongs to."""
    return TestRun(Path(os.environ[FOLDER_VARIABLE]), int(os.environ[OWNER_VARIABLE]))


def end_run() -> None:
    """Called by the controller at the very end: the run's folder goes."""
    shutil.rmtree(os.environ.pop(FOLDER_VARIABLE), ignore_errors=True)
    os.environ.pop(OWNER_VARIABLE, None)
