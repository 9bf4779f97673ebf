"""One process of an example, as its owner would run it: `server`, `worker`, `scheduler`, `dev`."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.behaviour.example_trees import environment
from tests.support.programs import HOST, free_port

# what the console script of an installed service does
SCRIPT = "from {name}.app import main; main()"


@dataclass
class Running:
    """A process that runs in the background; what it writes goes to a file."""

    root: Path
    command: str
    urls: Mapping[str, str]
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.log = self.root / f"{self.command}-{self.port}.log"
        ports = {"PORT": str(self.port), "HEALTH_PORT": str(self.port)}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    SCRIPT.format(name=self.root.name),
                    self.command,
                ],
                cwd=self.root,
                env=environment(self.root, {**self.urls, **ports}),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def url(self) -> str:
        """Where it answers; a worker and a scheduler answer for their health only."""
        return f"http://{HOST}:{self.port}"

    def wait_ready(self, seconds: float = 60.0) -> None:
        """Wait until `/readyz` says yes."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                answer = httpx.get(f"{self.url}/readyz", trust_env=False)
            except httpx.TransportError:
                pass
            else:
                if answer.status_code == 200:
                    return
            self._check(deadline, "not ready")
            time.sleep(0.05)

    def wait_logged(self, pattern: str, count: int = 1, seconds: float = 30.0) -> None:
        """Wait until its log holds `pattern` so many times."""
        deadline = time.monotonic() + seconds
        while (found := len(re.findall(pattern, self.log.read_text()))) < count:
            self._check(deadline, f"{found} times {pattern!r}")
            time.sleep(0.05)

    def _check(self, deadline: float, what: str) -> None:
        text = self.log.read_text()
        assert self.process.poll() is None, f"{self.command} ended\n{text}"
        assert time.monotonic() < deadline, f"{self.command}: {what}\n{text}"

    def stop(self) -> int:
        """Ask it to stop by SIGTERM, and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@contextmanager
def started(root: Path, command: str, **urls: str) -> Iterator[Running]:
    """A process that is ended with the block at the latest."""
    running = Running(root, command, urls)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def run_command(root: Path, *arguments: str, **urls: str) -> str:
    """Run a command of the console script to its end, and give what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(name=root.name), *arguments],
        cwd=root,
        env=environment(root, urls),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()
