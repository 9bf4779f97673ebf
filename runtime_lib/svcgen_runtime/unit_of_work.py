"""The unit of work: what one trigger does, or does not do, as a whole.

Order on success: what was made for the unit alone is torn down; interceptors leave in
reverse; the database interceptor commits; when all have left, staged messages are published, and then pushes are sent. On error nothing
that was staged leaves.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextvars import Token
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Literal, Self

from svcgen_runtime.context import AppType, current_unit_of_work
from svcgen_runtime.errors import NotInUnitOfWork
from svcgen_runtime.principal import Principal

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from svcgen_runtime.container import UnitProviders
    from svcgen_runtime.interceptors import Interceptor
    from svcgen_runtime.messages import Publisher
    from svcgen_runtime.service import Service
    from svcgen_runtime.websocket import WebSocketManager

TriggerKind = Literal["http", "websocket", "message", "schedule", "command"]
Callback = Callable[[], Awaitable[None]]
NO_METADATA: Mapping[str, str] = MappingProxyType({})


class Phase(IntEnum):
    """What leaves after the commit, in this order."""

    PUBLISH = 0
    PUSH = 1


@dataclass(frozen=True, slots=True)
class Trigger:
    """What started the unit of work: a route, a package, a queue, a job or a test."""

    kind: TriggerKind
    name: str
    metadata: Mapping[str, str] = field(default_factory=lambda: NO_METADATA)


class UnitOfWork:
    """One trigger's work: an async context manager around the service's interceptors.

    `app_type` says which runtime the trigger ran in. Raises on enter what an
    interceptor raised, after those already entered were closed in reverse.
    """

    __slots__ = (
        "_after",
        "_before",
        "_entered",
        "_providers",
        "_publisher",
        "_token",
        "_ws_manager",
        "app_type",
        "correlation_id",
        "principal",
        "publisher_source",
        "service",
        "session_source",
        "sessions",
        "trigger",
        "ws_manager_source",
    )

    def __init__(
        self,
        service: "Service",
        trigger: Trigger,
        principal: Principal | None = None,
        correlation_id: str = "",
        app_type: AppType = "server",
    ) -> None:
        self.service = service
        self.trigger = trigger
        self.principal = principal
        self.correlation_id = correlation_id
        self.app_type: AppType = app_type
        # set by the interceptors on enter
        self.sessions: dict[str, AsyncSession] | None = None
        self.session_source: Callable[[str], AsyncSession] | None = None
        self.publisher_source: Callable[[UnitOfWork], Publisher] | None = None
        self.ws_manager_source: Callable[[UnitOfWork], WebSocketManager] | None = None
        self._providers: UnitProviders | None = None
        self._publisher: Publisher | None = None
        self._ws_manager: WebSocketManager | None = None
        self._before: list[Callback] | None = None
        self._after: list[tuple[Phase, Callback]] | None = None
        self._entered: list[Interceptor] = []
        self._token: Token[UnitOfWork] | None = None

    def session(self, name: str = "main") -> "AsyncSession":
        """The session on database `name`, made on first use."""
        if self.sessions is None:
            self.sessions = {}
        session = self.sessions.get(name)
        if session is None:
            if self.session_source is None:
                raise NotInUnitOfWork("this service has no DatabaseInterceptor")
            session = self.sessions[name] = self.session_source(name)
        return session

    @property
    def providers(self) -> "UnitProviders":
        """What is made for this unit of work alone; nothing is before it is asked for."""
        if self._providers is None:
            from svcgen_runtime.container import UnitProviders

            self._providers = UnitProviders(self.service.container)
        return self._providers

    @property
    def publisher(self) -> "Publisher":
        """What stages messages until the commit; made on first use."""
        if self._publisher is None:
            if self.publisher_source is None:
                raise NotInUnitOfWork("this service has no PublisherInterceptor")
            self._publisher = self.publisher_source(self)
        return self._publisher

    @property
    def ws_manager(self) -> "WebSocketManager":
        """What sends pushes after the commit; made on first use."""
        if self._ws_manager is None:
            if self.ws_manager_source is None:
                raise NotInUnitOfWork("this service has no WebSocketInterceptor")
            self._ws_manager = self.ws_manager_source(self)
        return self._ws_manager

    def before_commit(self, callback: Callback) -> None:
        """Run `callback` just before the commit; its error undoes the work."""
        if self._before is None:
            self._before = []
        self._before.append(callback)

    def after_commit(self, callback: Callback, phase: Phase = Phase.PUBLISH) -> None:
        """Run `callback` after the commit, and never when the work failed."""
        if self._after is None:
            self._after = []
        self._after.append((phase, callback))

    async def run_before_commit(self) -> None:
        """Run what waits for the commit, including what that adds. Runs each once."""
        while self._before:
            await self._before.pop(0)()

    async def __aenter__(self) -> Self:
        self._token = current_unit_of_work.set(self)
        for interceptor in self.service.chain:
            try:
                await interceptor.enter(self)
            except BaseException as error:
                # an interceptor that failed to enter has nothing to leave
                try:
                    await self._leave(error)
                finally:
                    self._reset()
                raise
            self._entered.append(interceptor)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            try:
                await self._close_providers(error)
            except BaseException as raised:
                await self._leave(raised)
                raise
            await self._leave(error)
            if error is None:
                await self.run_before_commit()
                await self._run_after_commit()
        finally:
            self._reset()

    async def _close_providers(self, error: BaseException | None) -> None:
        """Tear down what was made for this work; an earlier error is the one that counts."""
        if self._providers is None:
            return
        try:
            await self._providers.close(error)
        except Exception as raised:
            if error is None:
                raise
            error.add_note(f"a provider, tearing down: {raised!r}")

    async def _leave(self, error: BaseException | None) -> None:
        """Leave every entered interceptor, innermost first.

        Raises the first error of an interceptor when there was none before. One that
        raises *from* the error replaces it; any other later error is noted on it.
        """
        if not self._entered:
            return
        interceptor = self._entered.pop()
        try:
            await interceptor.exit(self, error)
        except BaseException as raised:
            if error is None or raised.__cause__ is error:
                await self._leave(raised)
                raise
            await self._leave(error)
            if not isinstance(raised, Exception):
                raise
            error.add_note(f"{type(interceptor).__name__}, leaving: {raised!r}")
        else:
            await self._leave(error)

    async def _run_after_commit(self) -> None:
        # a callback may stage more, so the list is read until it stays empty
        while self._after:
            first = min(self._after, key=lambda entry: entry[0])
            self._after.remove(first)
            await first[1]()

    def _reset(self) -> None:
        if self._token is not None:
            current_unit_of_work.reset(self._token)
            self._token = None
