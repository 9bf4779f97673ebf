"""TestService: a service on a free port, with a database and names of its own."""

import asyncio
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpx

from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.interceptors import PublisherInterceptor
from svcgen_runtime.messages import Envelope
from svcgen_runtime.runtime_tables import RUNTIME_TABLES
from svcgen_runtime.runtimes.clockwork import Clockwork
from svcgen_runtime.runtimes.web import WebServer, listen
from svcgen_runtime.runtimes.worker import Worker
from svcgen_runtime.service import Service
from svcgen_runtime.testing.cleaning import clean_servers
from svcgen_runtime.testing.databases import create_tables, own_database
from svcgen_runtime.testing.sockets import TestSocket
from svcgen_runtime.tokens import DevelopmentIssuer


class TestService:
    """Runs server and worker of `service` in the test's event loop.

    Use it with `async with`. By default everything is embedded; when DATABASE_URL,
    BROKER_URL or REDIS_URL are set, those servers are used, with a database and a name
    prefix of its own that are removed afterwards. `settings` are further settings by
    field name. Schedules run only by `run_schedule`.
    """

    __test__ = False

    def __init__(
        self, service: Service, settings: Mapping[str, object] | None = None
    ) -> None:
        self.service = service
        self.published: list[Envelope] = []
        self._arrival = asyncio.Event()
        self._settings = dict(settings or {})
        self._stack = AsyncExitStack()
        self._web: WebServer | None = None
        self._issuer = DevelopmentIssuer(secrets.token_urlsafe(32), service.name)

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    @property
    def url(self) -> str:
        """Where the service answers, such as ``http://127.0.0.1:40123``."""
        if self._web is None:
            raise RuntimeFault("start the service with 'async with'")
        return f"http://127.0.0.1:{self._web.port}"

    def token(self, roles: Iterable[str] = (), subject: str = "tester") -> str:
        """A token for `subject` with these roles."""
        return self._issuer.issue(roles, subject)

    def http(
        self, roles: Iterable[str] | None = None, subject: str = "tester"
    ) -> httpx.AsyncClient:
        """An HTTP client under the service's prefix; without `roles` it is anonymous.

        Use it with `async with`. ``roles=()`` is a known caller without roles.
        """
        headers = {}
        if roles is not None:
            headers["Authorization"] = f"Bearer {self.token(roles, subject)}"
        return httpx.AsyncClient(
            base_url=self.url + self.service.prefix, headers=headers, trust_env=False
        )

    def websocket(
        self,
        roles: Iterable[str] | None = None,
        subject: str = "tester",
        path: str | None = None,
    ) -> TestSocket:
        """A WebSocket client; without `roles` it is anonymous."""
        address = self.url.replace("http", "ws", 1) + (path or self.service.ws_path)
        token = "" if roles is None else self.token(roles, subject)
        return TestSocket(address, token)

    async def wait_for_messages(self, count: int, timeout: float = 5.0) -> None:
        """Wait until `count` messages have been published."""
        async with asyncio.timeout(timeout):
            while len(self.published) < count:
                self._arrival.clear()
                await self._arrival.wait()

    async def run_schedule(self, name: str) -> None:
        """Run one schedule's job now, in a unit of work; raises what the job raises.

        Raises SettingsError for a name that nobody declared.
        """
        await Clockwork(self.service).run_once(name, datetime.now(UTC))

    async def _start(self) -> None:
        service = self.service
        database = await self._stack.enter_async_context(own_database())
        self._stack.callback(service.reset)
        service.reset()
        service.load(service.settings.model_validate(self._values(database)))
        if service.metadata is not None:
            await create_tables(database, service.metadata)
            await create_tables(database, RUNTIME_TABLES)
        if service.token_verifier is None:
            service.token_verifier = self._issuer
            self._stack.callback(self._forget_issuer)
        self._stack.push_async_callback(clean_servers, service)
        await self._stack.enter_async_context(service.running())
        await self._start_worker()
        listener = listen("127.0.0.1", 0)
        self._web = WebServer(service.asgi_app, listener, 1.0)
        await self._stack.enter_async_context(self._web)

    async def _start_worker(self) -> None:
        publisher = self.service.interceptor(PublisherInterceptor)
        if publisher is None:
            return
        publisher.observers.append(self._take)
        self._stack.callback(publisher.observers.clear)
        worker = Worker(self.service)
        await worker.start()
        self._stack.push_async_callback(worker.stop)

    def _values(self, database: str) -> dict[str, object]:
        """The settings; what names servers comes from the environment."""
        values: dict[str, object] = {
            "environment": "test",
            "namespace": secrets.token_hex(4),
            "database_url": database,
            "broker_url": os.environ.get("BROKER_URL", ""),
            "redis_url": os.environ.get("REDIS_URL", ""),
            "shutdown_seconds": 5.0,
            "_env_file": None,
        }
        return {**values, **self._settings}

    def _take(self, published: Sequence[Envelope]) -> None:
        self.published.extend(published)
        self._arrival.set()

    def _forget_issuer(self) -> None:
        self.service.token_verifier = None
