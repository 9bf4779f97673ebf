"""A web server inside the running event loop; the one place that imports uvicorn."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Literal, Self

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.settings import ServiceSettings
from svcgen_runtime.websocket.options import WebSocketOptions

BACKLOG = 2048


class _Server(uvicorn.Server):
    """uvicorn without signal handlers: the runtime has one set for all its parts."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signal handlers alone."""
        yield


class WebServer:
    """Serves `app` on a socket while its context is open.

    Leaving it stops accepting, waits up to `grace` seconds for what is under way and
    closes. Raises RuntimeFault when the application does not start.
    """

    def __init__(
        self,
        app: ASGIApp,
        listener: socket.socket,
        grace: float,
        lifespan: Literal["on", "off"] = "on",
    ) -> None:
        sizes = WebSocketOptions()
        self._listener = listener
        self._server = _Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan=lifespan,
                timeout_graceful_shutdown=max(1, round(grace)),
                **sizes.server_options(),
            )
        )
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        number: int = self._listener.getsockname()[1]
        return number

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._server.serve([self._listener]))
        while not self._server.started:
            if self._task.done():
                self._task.result()
                raise RuntimeFault("the web application did not start")
            await asyncio.sleep(0.005)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        if self._task is not None:
            await self._task


def serve_in_processes(path: str, config: ServiceSettings, workers: int) -> None:
    """Serve ``module:name`` with `workers` processes until asked to stop."""
    uvicorn.run(
        path,
        host=config.host,
        port=config.port,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=max(1, round(config.shutdown_seconds)),
        **WebSocketOptions().server_options(),
    )


def listen(host: str, port: int, tries: int = 1) -> socket.socket:
    """A listening socket on `port`, or on one of the `tries - 1` after it.

    Port 0 takes a free one. Raises RuntimeFault when none is free.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + tries):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            listener.bind((host, candidate))
            listener.listen(BACKLOG)
            return listener
        listener.close()
    raise RuntimeFault(f"port {port} on {host} is not free")
