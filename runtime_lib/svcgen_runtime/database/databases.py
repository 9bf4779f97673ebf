"""The databases of a process by name: engines, pools and sessions.

Nothing connects before the first statement. SQLite runs through aiosqlite and
PostgreSQL through asyncpg.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlmodel.ext.asyncio.session import AsyncSession

from svcgen_runtime.database.connections import prepare_postgresql, prepare_sqlite
from svcgen_runtime.errors import SettingsError

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


@dataclass(frozen=True, slots=True)
class DatabaseOptions:
    """Where one database is and how it is used; times are in seconds.

    `pool_size` connections stay open, `max_overflow` more open under load, and a request
    waits `pool_timeout` for one. `statement_timeout` ends a statement on PostgreSQL, and
    `busy_timeout` is how long a writer waits for another on SQLite.
    """

    url: str
    read_only: bool = False
    pool_size: int = 10
    max_overflow: int = 10
    pool_timeout: float = 10.0
    pool_recycle: float = 1800.0
    connect_timeout: float = 5.0
    statement_timeout: float = 30.0
    busy_timeout: float = 5.0
    application_name: str = "svcgen"


def read_database_url(text: str) -> URL:
    """The URL with its asynchronous driver. Raises SettingsError."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise SettingsError("the database URL cannot be read") from None
    driver = DRIVERS.get(url.drivername)
    if driver is None:
        raise SettingsError(
            f"the database must be sqlite or postgresql, not '{url.drivername}'"
        )
    return url.set(drivername=driver)


def open_engine(options: DatabaseOptions) -> AsyncEngine:
    """An engine that connects when it is first used. Raises SettingsError."""
    url = read_database_url(options.url)
    if url.drivername.startswith("sqlite"):
        return _open_sqlite(url, options)
    return _open_postgresql(url, options)


def _open_sqlite(url: URL, options: DatabaseOptions) -> AsyncEngine:
    in_memory = url.database in (None, "", ":memory:") or "mode=memory" in str(url)
    if in_memory:
        # the database lives and ends with its one connection, so units of work wait
        # for it in turn: shared, one's rollback would undo another's work
        engine = create_async_engine(
            url,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=1,
            max_overflow=0,
            pool_timeout=options.pool_timeout,
        )
    else:
        engine = create_async_engine(
            url,
            pool_size=options.pool_size,
            max_overflow=options.max_overflow,
            pool_timeout=options.pool_timeout,
        )
    prepare_sqlite(
        engine.sync_engine,
        read_only=options.read_only,
        busy_timeout=options.busy_timeout,
    )
    return engine


def _open_postgresql(url: URL, options: DatabaseOptions) -> AsyncEngine:
    server_settings = {
        "application_name": options.application_name,
        "statement_timeout": str(int(options.statement_timeout * 1000)),
        "idle_in_transaction_session_timeout": "60000",
        "timezone": "UTC",
        "jit": "off",
    }
    if options.read_only:
        server_settings["default_transaction_read_only"] = "on"
    engine = create_async_engine(
        url,
        pool_size=options.pool_size,
        max_overflow=options.max_overflow,
        pool_timeout=options.pool_timeout,
        pool_recycle=options.pool_recycle,
        connect_args={
            "server_settings": server_settings,
            "timeout": options.connect_timeout,
        },
    )
    prepare_postgresql(engine.sync_engine)
    return engine


class Databases:
    """The engines and sessions of a process, by the database's name.

    Args: for each name its options, or just its URL.
    """

    def __init__(self, options: Mapping[str, DatabaseOptions | str]) -> None:
        self.options = {
            name: DatabaseOptions(each) if isinstance(each, str) else each
            for name, each in options.items()
        }
        self._engines: dict[str, AsyncEngine] = {}

    def engine(self, name: str = "main") -> AsyncEngine:
        """The engine of database `name`, made on first use. Raises SettingsError."""
        engine = self._engines.get(name)
        if engine is None:
            options = self.options.get(name)
            if options is None:
                known = ", ".join(sorted(self.options)) or "none"
                raise SettingsError(f"there is no database '{name}'; known: {known}")
            engine = self._engines[name] = open_engine(options)
        return engine

    def session(self, name: str = "main") -> AsyncSession:
        """A new session on database `name`; it connects with its first statement."""
        return AsyncSession(self.engine(name), expire_on_commit=False)

    async def stop(self) -> None:
        """Close every connection. The databases can be used again after it."""
        engines, self._engines = self._engines, {}
        for engine in engines.values():
            await engine.dispose()
