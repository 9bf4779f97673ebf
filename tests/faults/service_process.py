"""A service under test as processes that can be killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
SCRIPT = "from tests.faults.outbox_app import main; main()"
SERVERS = ("DATABASE_URL", "BROKER_URL", "AMQP_URL", "REDIS_URL", "BACKEND_URL", "PORT")


class ServiceProcess:
    """One process of the service, started again as often as it is killed."""

    def __init__(self, folder: Path, *arguments: str, **variables: str) -> None:
        self._folder = folder
        self._arguments = arguments
        kept = {key: value for key, value in os.environ.items() if key not in SERVERS}
        self._environment = {**kept, "PYTHONPATH": str(ROOT), **variables}
        self._process: subprocess.Popen[bytes] | None = None
        self.log = folder / f"{arguments[0]}.log"

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", SCRIPT, *self._arguments],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    def run(self) -> None:
        """Run it to its end, which must be a good one."""
        self.start()
        assert self._process is not None
        assert self._process.wait(60) == 0, self.log.read_text()

    def kill(self) -> None:
        """Kill it, as a machine that loses its power would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self, seconds: float = 30.0) -> int:
        """Ask it to stop and return its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(seconds)


def wait_until_ready(url: str, seconds: float = 60.0) -> None:
    """Return when `/livez` answers."""
    deadline = time.monotonic() + seconds
    while True:
        with suppress(httpx.TransportError):
            if httpx.get(f"{url}/livez", trust_env=False).status_code == 200:
                return
        assert time.monotonic() < deadline, f"nobody answers at {url}"
        time.sleep(0.05)
