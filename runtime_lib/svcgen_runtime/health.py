"""Health: is the process alive, has it started, may it be given work.

`/livez` says that the process answers, `/startupz` that it has started, `/readyz` that
what it needs answers too and that it is not about to stop. Each dependency has a
time-out of its own, so one that hangs does not hang the report.
"""

import asyncio
import json
import logging
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from starlette.types import Receive, Scope, Send

if TYPE_CHECKING:
    from svcgen_runtime.interceptors import Interceptor
    from svcgen_runtime.service import Service

CHECK_SECONDS = 2.0
PATHS = ("/livez", "/readyz", "/startupz")
State = Literal["starting", "ready", "unavailable", "draining"]
logger = logging.getLogger("svcgen_runtime.health")


@dataclass(frozen=True, slots=True)
class Check:
    """One dependency: does it answer, in how many milliseconds, and if not why."""

    name: str
    up: bool
    ms: float
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        """The check as it stands in a report."""
        found: dict[str, object] = {"status": "up" if self.up else "down"}
        found["ms"] = round(self.ms, 1)
        if self.reason:
            found["reason"] = self.reason
        return found


@dataclass(frozen=True, slots=True)
class HealthReport:
    """The state of the process and of each dependency."""

    state: State
    checks: tuple[Check, ...] = ()

    @property
    def status(self) -> int:
        """200 or 503."""
        return 200 if self.state == "ready" else 503

    def body(self) -> bytes:
        """The report as JSON."""
        checks = {check.name: check.as_json() for check in self.checks}
        return json.dumps({"status": self.state, "checks": checks}).encode()


async def check_ready(service: "Service") -> HealthReport:
    """Ask every dependency at once."""
    if service.shutdown.is_set():
        return HealthReport("draining")
    if not service.is_running:
        return HealthReport("starting")
    checks = await asyncio.gather(*(_ask(one) for one in service.chain if one.name))
    asked = tuple(check for check in checks if check is not None)
    ready = all(check.up for check in asked)
    return HealthReport("ready" if ready else "unavailable", asked)


def check_started(service: "Service") -> HealthReport:
    """Whether the start is over."""
    return HealthReport("ready" if service.is_running else "starting")


async def _ask(interceptor: "Interceptor") -> Check | None:
    if not interceptor.has_ping():
        return None
    began = perf_counter()
    reason = ""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await interceptor.ping()
    except TimeoutError:
        reason = f"no answer in {CHECK_SECONDS:g} s"
    except Exception as error:
        # the report is public: the class tells enough, the text may hold an address
        reason = type(error).__name__
        logger.warning("%s does not answer", interceptor.name, exc_info=True)
    took = (perf_counter() - began) * 1000
    return Check(interceptor.name, not reason, took, reason)


class HealthApp:
    """The health paths as a plain ASGI application; of worker and scheduler too."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; paths other than the three are 404."""
        if scope["type"] != "http":
            return
        path = scope["path"]
        report = None
        if path == "/livez":
            report = HealthReport("ready")
        elif path == "/startupz":
            report = check_started(self._service)
        elif path == "/readyz":
            report = await check_ready(self._service)
        body = report.body() if report else b'{"status":"unknown path"}'
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        status = report.status if report else 404
        await send(
            {"type": "http.response.start", "status": status, "headers": headers}
        )
        await send({"type": "http.response.body", "body": body})
