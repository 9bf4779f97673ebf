"""The service of the demo, running as a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

from svcgen.demo.ending import Ending
from svcgen.demo.stage import DemoFault, Stage

EXAMPLE = "authors"
ROLES = ("create-author", "admin", "get-authors")
# what the console script of an installed service does
SCRIPT = f"from {EXAMPLE}.app import main; main()"
SERVERS = ("DATABASE_URL", "BROKER_URL", "AMQP_URL", "REDIS_URL", "BACKEND_URL")
START_SECONDS, STOP_SECONDS = 60.0, 10.0


class DevService:
    """The `dev` runtime; what it writes goes to a file."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._log = root / "demo.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""
        self.token = ""

    def start(self, ending: Ending) -> None:
        """Begin to run."""
        with self._log.open("w") as log, ending.held():
            # the interpreter of this checkout, which has all that a service needs
            self._process = subprocess.Popen(  # noqa: S603 - fixed words
                [sys.executable, "-c", SCRIPT, "dev"],
                cwd=self._root,
                env=_environment(self._root),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        """Wait for its address, and ask it for a token. Raises DemoFault."""
        docs = self.wait_for(r"docs +(\S+)/docs$[\s\S]*Ctrl-C ends it")
        self.url = docs[1]
        asked = "&".join(f"role={role}" for role in ROLES)
        self.token = str(self.fetch(f"/dev/token?{asked}")["token"])

    @property
    def ws_url(self) -> str:
        """Where its packages are."""
        return f"ws{self.url.removeprefix('http')}/ws"

    def fetch(
        self, path: str, body: Mapping[str, object] | None = None
    ) -> dict[str, object]:
        """The JSON object that it answers; with `body` by POST. No proxy is asked."""
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        address = self.url + path
        request = Request(address, data, headers)  # noqa: S310 - its own address
        with build_opener(ProxyHandler({})).open(request, timeout=10) as answer:
            found: dict[str, object] = json.load(answer)
        return found

    def wait_for(self, pattern: str, seconds: float = START_SECONDS) -> re.Match[str]:
        """Wait until its log holds `pattern`. Raises DemoFault when it does not come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._is_alive():
            if found := re.search(pattern, self.log(), re.MULTILINE):
                return found
            time.sleep(0.05)
        raise DemoFault(f"the service did not say {pattern!r}; its log:\n{self.log()}")

    def _is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def log(self) -> str:
        """What it has written so far."""
        return self._log.read_text(encoding="utf-8")

    def stop(self) -> int:
        """Ask it to stop, as Ctrl-C does, and give its exit code; too slow a one is killed."""
        if self._process is None:
            return 0
        if self._is_alive():
            self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def _environment(root: Path) -> dict[str, str]:
    """The environment without addresses of servers: the demo needs none."""
    kept = {name: text for name, text in os.environ.items() if name not in SERVERS}
    return kept | {
        "PYTHONPATH": str(root / "src"),
        "ENVIRONMENT": "dev",
        "HOST": "127.0.0.1",
    }


@contextmanager
def running(stage: Stage, root: Path, ending: Ending) -> Iterator[DevService]:
    """The service while it runs. Raises DemoFault when it does not start or end well."""
    stage.step("Run", "server, worker and scheduler in one process, on SQLite")
    stage.line(f"$ {EXAMPLE} dev")
    begun = time.monotonic()
    service = DevService(root)
    try:
        service.start(ending)
        service.wait_until_ready()
        stage.line(f"ready after {time.monotonic() - begun:.1f} s")
        stage.line(f"{service.url}/docs   {service.url}/api   {service.ws_url}")
        yield service
        code = service.stop()
        stage.step("Stop", f"Ctrl-C; exit code {code}")
        if code:
            raise DemoFault(f"the service ended with {code}; its log:\n{service.log()}")
    finally:
        service.stop()
