"""Interceptors: what every unit of work enters in order and leaves in reverse.

The built-in ones join the runtime to its packages. Their order is settings, database,
publisher, websocket; `after` on a class names what must stand before it, and a service
that breaks this is refused when it is built.
"""

from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.unit_of_work import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlmodel.ext.asyncio.session import AsyncSession

    from svcgen_runtime.database.databases import Databases
    from svcgen_runtime.messages.address import ServiceAddress
    from svcgen_runtime.messages.broker import Broker
    from svcgen_runtime.messages.envelope import Envelope
    from svcgen_runtime.messages.publisher import Publisher
    from svcgen_runtime.outbox import Outbox
    from svcgen_runtime.service import Service
    from svcgen_runtime.unit_of_work import UnitOfWork
    from svcgen_runtime.websocket.hub import Hub
    from svcgen_runtime.websocket.manager import WebSocketManager
    from svcgen_runtime.websocket.redis_client import RedisClient


class Interceptor:
    """Base of interceptors; override what you need.

    One instance serves the whole process: keep what belongs to a unit of work on the
    unit of work. `name` is what faults and health reports call it.
    """

    name: ClassVar[str] = ""
    after: ClassVar[tuple[str, ...]] = ()

    async def start(self, service: "Service") -> None:
        """Called once when the runtime starts, in order."""

    async def stop(self) -> None:
        """Called once when the runtime ends, in reverse order."""

    async def ping(self) -> None:
        """Raise when what this interceptor needs does not answer; for `/readyz`."""

    def has_ping(self) -> bool:
        """Whether there is something to ask."""
        return type(self).ping is not Interceptor.ping

    async def enter(self, uow: "UnitOfWork") -> None:
        """Called when a unit of work begins; an error undoes those before it."""

    async def exit(self, uow: "UnitOfWork", error: BaseException | None) -> None:
        """Called when a unit of work ends; `error` is what went wrong, or None."""


def check_order(interceptors: "Sequence[Interceptor]") -> None:
    """Raise RuntimeFault when an interceptor stands before one that it needs."""
    names = [interceptor.name for interceptor in interceptors]
    for place, interceptor in enumerate(interceptors):
        if interceptor.name and interceptor.name in names[:place]:
            raise RuntimeFault(f"interceptor '{interceptor.name}' is listed twice")
        late = [name for name in interceptor.after if name in names[place:]]
        if late:
            raise RuntimeFault(
                f"interceptor '{interceptor.name}' must come after '{late[0]}'"
            )


class SettingsInterceptor(Interceptor):
    """Makes the settings readable by `use_settings`."""

    name = "settings"


class DatabaseInterceptor(Interceptor):
    """Opens sessions on first use; commits them on success, or rolls back.

    With several databases the commits follow each other, the main one last, because
    messages are committed with it: one that fails leaves those before it committed.
    """

    name = "database"
    after = ("settings",)

    def __init__(self) -> None:
        self._databases: Databases | None = None

    @property
    def databases(self) -> "Databases":
        """The service's databases. Raises RuntimeFault before start."""
        if self._databases is None:
            raise RuntimeFault("the databases are opened at start; nothing runs yet")
        return self._databases

    @override
    async def start(self, service: "Service") -> None:
        """Know the databases; nothing connects before the first statement."""
        from svcgen_runtime.database.databases import Databases

        self._databases = Databases(service.config.database_urls())

    @override
    async def stop(self) -> None:
        """Close every connection."""
        if self._databases is not None:
            await self._databases.stop()

    @override
    async def ping(self) -> None:
        """Run `SELECT 1` on every database."""
        from sqlalchemy import text

        for name in self.databases.options:
            async with self.databases.engine(name).connect() as connection:
                await connection.execute(text("SELECT 1"))

    @override
    async def enter(self, uow: "UnitOfWork") -> None:
        """Let the unit of work open sessions."""
        uow.session_source = self.databases.session

    @override
    async def exit(self, uow: "UnitOfWork", error: BaseException | None) -> None:
        """Commit what was opened, or roll it back.

        What the database refused, whenever it did, is raised as a ServiceError.
        """
        try:
            if error is not None:
                if uow.sessions:
                    _tell(error)
                return
            await uow.run_before_commit()
            for session in _opened(uow):
                try:
                    await session.commit()
                except Exception as refused:
                    _tell(refused)
                    raise
        finally:
            # closing a session rolls back what was not committed
            for session in _opened(uow):
                await session.close()
            uow.session_source = None


class PublisherInterceptor(Interceptor):
    """Gives each unit of work a publisher that stages until the commit.

    Without BROKER_URL the broker lives in this process and declares itself.
    """

    name = "publisher"
    after = ("database",)

    def __init__(self) -> None:
        self._broker: Broker | None = None
        self._address: ServiceAddress | None = None
        self.outbox: Outbox | None = None
        # told what has been published; for tests and metrics
        self.observers: list[Callable[[Sequence[Envelope]], None]] = []

    @property
    def broker(self) -> "Broker":
        """The started broker. Raises RuntimeFault before start."""
        if self._broker is None:
            raise RuntimeFault("the broker is reached at start; nothing runs yet")
        return self._broker

    @property
    def address(self) -> "ServiceAddress":
        """Where the service's messages live. Raises RuntimeFault before start."""
        if self._address is None:
            raise RuntimeFault("the broker is reached at start; nothing runs yet")
        return self._address

    @override
    async def start(self, service: "Service") -> None:
        """Reach the broker. Raises DependencyMissing when it does not answer."""
        from svcgen_runtime.messages import SystemClock, create_broker
        from svcgen_runtime.runtimes.messaging import address_of, topology_of

        url = service.config.broker_url.get_secret_value()
        self._address = address_of(service)
        broker = create_broker(url)
        await broker.start()
        if not url:
            await broker.declare(topology_of(service))
        self._broker = broker
        database = service.interceptor(DatabaseInterceptor)
        if database is not None and service.metadata is not None:
            from svcgen_runtime.outbox import Outbox

            outbox = Outbox(database.databases.engine(), broker, SystemClock())
            await outbox.start()
            self.outbox = outbox

    @override
    async def stop(self) -> None:
        """Send what is due, and disconnect."""
        outbox, self.outbox = self.outbox, None
        if outbox is not None:
            await outbox.stop()
        broker, self._broker = self._broker, None
        if broker is not None:
            await broker.stop()

    @override
    async def ping(self) -> None:
        """Ask the broker."""
        await self.broker.ping()

    @override
    async def enter(self, uow: "UnitOfWork") -> None:
        """Let the unit of work publish."""
        uow.publisher_source = self._publisher

    def _publisher(self, uow: "UnitOfWork") -> "Publisher":
        from svcgen_runtime.messages.publisher import Publisher

        trace = uow.trigger.metadata.get("traceparent", "")
        publisher = Publisher(
            self.broker,
            self.address,
            uow.correlation_id,
            trace,
            outbox=self.outbox,
        )
        staged: list[Envelope] = []

        async def keep() -> None:
            if uow.session_source is not None:
                await publisher.keep(uow.session())

        async def leave() -> None:
            left = tuple(staged)
            staged.clear()
            await publisher.flush()
            for observe in self.observers:
                observe(left)

        def note(envelope: "Envelope") -> None:
            if not staged:
                uow.before_commit(keep)
                uow.after_commit(leave, Phase.PUBLISH)
            staged.append(envelope)

        publisher.on_staged = note
        return publisher


class WebSocketInterceptor(Interceptor):
    """Gives each unit of work a manager that holds pushes until the commit.

    Without REDIS_URL rooms live in this process.
    """

    name = "websocket"
    after = ("publisher",)

    def __init__(self) -> None:
        self._hub: Hub | None = None
        self._redis: RedisClient | None = None

    @property
    def hub(self) -> "Hub":
        """The started hub. Raises RuntimeFault before start."""
        if self._hub is None:
            raise RuntimeFault("the hub is made at start; nothing runs yet")
        return self._hub

    @override
    async def start(self, service: "Service") -> None:
        """Make the hub ready. Raises DependencyMissing when Redis does not answer."""
        from svcgen_runtime.websocket import make_hub

        prefix = f"{service.name}.{service.config.deployment}"
        url = service.config.redis_url.get_secret_value()
        hub = make_hub(url, prefix)
        await hub.start()
        self._hub = hub
        if url:
            from svcgen_runtime.websocket.redis_client import RedisClient

            self._redis = RedisClient(url)

    @override
    async def stop(self) -> None:
        """Let go of the hub."""
        hub, self._hub = self._hub, None
        redis, self._redis = self._redis, None
        if redis is not None:
            await redis.close()
        if hub is not None:
            await hub.stop()

    @override
    async def ping(self) -> None:
        """Ask Redis, where there is one."""
        if self._redis is not None:
            await self._redis.ping()

    @override
    async def enter(self, uow: "UnitOfWork") -> None:
        """Let the unit of work push."""
        uow.ws_manager_source = self._manager

    def _manager(self, uow: "UnitOfWork") -> "WebSocketManager":
        from svcgen_runtime.websocket.manager import WebSocketManager

        return WebSocketManager(self.hub, uow)


def _tell(error: BaseException) -> None:
    """Raise what a database refused as the ServiceError that tells it."""
    # ConnectionError: the driver's own, when nobody listens at the address
    of_database = type(error).__module__.startswith("sqlalchemy.")
    if of_database or isinstance(error, ConnectionError):
        from svcgen_runtime.database.violations import tell_violation

        told = tell_violation(error)
        if told is not None:
            raise told from error


def _opened(uow: "UnitOfWork") -> "tuple[AsyncSession, ...]":
    """The sessions in the order of their commits."""
    if not uow.sessions:
        return ()
    return tuple(session for _, session in sorted(uow.sessions.items(), key=_is_main))


def _is_main(entry: "tuple[str, AsyncSession]") -> bool:
    return entry[0] == "main"
