"""A server of the tests' own: started on a free port with a folder of its own, stopped with the run at the latest."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.run import current_run

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 30.0


@dataclass
class PrivateServer:
    """One server process under supervision. `start` and `stop` may alternate: port and data stay the same."""

    name: str
    url: str
    port: int
    folder: Path
    command: Sequence[str]
    is_ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    supervisor: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; RuntimeError with the end of its log when it does not."""
        with self.log.open("ab") as log:
            self.supervisor = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.support.supervise",
                    str(current_run().owner_pid),
                    str(int(self.stop_signal)),
                    *self.command,
                ],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self.supervisor.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(
                    f"a private {self.name} did not start:\n{self.last_words()}"
                )
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it in order; its data stays."""
        if self.supervisor is not None:
            self.supervisor.terminate()
            self.supervisor.wait(STOP_SECONDS)
            self.supervisor = None

    @property
    def log(self) -> Path:
        """What the server printed."""
        return self.folder.parent / f"{self.folder.name}.log"

    def last_words(self) -> str:
        """The end of the server's log."""
        return (
            self.log.read_text(errors="replace")[-2000:]
            if self.log.exists()
            else "(no log)"
        )


def private_folder(name: str) -> Path:
    """A new folder for a server's data inside the run's folder."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=current_run().folder))


def leave_running(server: PrivateServer) -> dict[str, str]:
    """Hand a started server to the whole run: any worker uses it, the controller stops it (`stop_left_running`)."""
    assert server.supervisor is not None, "start it first"
    pids = current_run().folder / "supervisors"
    with pids.open("a") as listed:
        listed.write(f"{server.supervisor.pid}\n")
    # not ours to wait for any more; without a code Popen would warn of a process that still runs
    server.supervisor.returncode = 0
    server.supervisor = None
    return {"url": server.url, "port": str(server.port), "folder": str(server.folder)}


def stop_left_running() -> None:
    """Stop every server that was left running in this run, all at the same time."""
    listed = current_run().folder / "supervisors"
    pids = [int(line) for line in listed.read_text().split()] if listed.exists() else []
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while any(map(_is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)


def _is_running(pid: int) -> bool:
    # orphans are reaped by init, which in a bare container may leave zombies: those do not count
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"
