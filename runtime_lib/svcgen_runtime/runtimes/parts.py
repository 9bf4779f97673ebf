"""What a process may run: the web server, the worker, the scheduler, health paths."""

import logging
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from svcgen_runtime.health import HealthApp
from svcgen_runtime.runtimes.clockwork import LONGEST_LOOK, Clockwork
from svcgen_runtime.runtimes.web import WebServer, listen
from svcgen_runtime.runtimes.worker import Worker

if TYPE_CHECKING:
    from svcgen_runtime.service import Service
    from svcgen_runtime.websocket import WebSocketServer

PORTS_TRIED = 50
logger = logging.getLogger("svcgen_runtime")


@asynccontextmanager
async def serving(service: "Service", listener: socket.socket) -> AsyncIterator[None]:
    """The web server; its sockets are told to come back before it ends."""
    app = service.asgi_app
    async with WebServer(app, listener, service.config.shutdown_seconds):
        try:
            yield
        finally:
            sockets: WebSocketServer | None = app.state.websockets
            if sockets is not None:
                await sockets.close()


@asynccontextmanager
async def working(
    service: "Service", names: Sequence[str] = (), groups: Sequence[str] = ()
) -> AsyncIterator[None]:
    """The consumers of the chosen handlers."""
    worker = Worker(service, names, groups)
    await worker.start()
    try:
        yield
    finally:
        await worker.stop()


@asynccontextmanager
async def showing_health(service: "Service") -> AsyncIterator[None]:
    """The health paths on HEALTH_PORT, of a process without a web server.

    A port that was set is taken as it is; otherwise worker and scheduler of one machine
    take the next free one.
    """
    config = service.config
    tries = 1 if "health_port" in config.model_fields_set else PORTS_TRIED
    listener = listen(config.host, config.health_port, tries)
    server = WebServer(HealthApp(service), listener, 1.0, lifespan="off")
    async with server:
        logger.info("health", extra={"port": server.port})
        yield


@asynccontextmanager
async def scheduling(
    service: "Service",
    names: Sequence[str] = (),
    groups: Sequence[str] = (),
    interval: float = LONGEST_LOOK,
) -> AsyncIterator[None]:
    """The clock that sends what is due; it is looked at every `interval` seconds."""
    clockwork = Clockwork(service, names, groups, interval)
    await clockwork.start()
    try:
        yield
    finally:
        await clockwork.stop()
