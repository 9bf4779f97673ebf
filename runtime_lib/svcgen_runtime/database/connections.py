"""How one connection behaves: pragmas, time limits, and when a transaction begins.

On both databases statements see what is committed when they start (READ COMMITTED). A
transaction begins with the first statement that is not known to be a mere read, so a
unit of work that reads one row costs one round trip, and on SQLite never holds a
snapshot that a later write would find stale.
"""

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.pool import ConnectionPoolEntry

# an execution option: the statement reads, has no side effect and takes no lock
MERE_READ = "svcgen_mere_read"
SQLITE_READS = ("SELECT", "PRAGMA", "EXPLAIN")


def prepare_sqlite(engine: Engine, *, read_only: bool, busy_timeout: float) -> None:
    """Set SQLite's pragmas on every new connection, and begin where a write begins.

    `busy_timeout` is in seconds: how long a writer waits for another.
    """
    pragmas = [
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={int(busy_timeout * 1000)}",
        # LIKE means the same as on PostgreSQL
        "case_sensitive_like=ON",
    ]
    if read_only:
        pragmas.append("query_only=ON")

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: object, entry: ConnectionPoolEntry) -> None:
        adapted = entry.dbapi_connection
        assert adapted is not None
        # the driver must not begin transactions of its own
        adapted.isolation_level = None
        cursor = adapted.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "before_cursor_execute")
    def begin_to_write(
        connection: Connection,
        cursor: DBAPICursor,
        statement: str,
        *rest: object,
    ) -> None:
        if statement.lstrip()[:7].upper().startswith(SQLITE_READS):
            return
        driver = connection.connection.driver_connection
        if not getattr(driver, "in_transaction", True):
            # IMMEDIATE waits for other writers here, once, instead of failing later
            cursor.execute("BEGIN IMMEDIATE")


def prepare_postgresql(engine: Engine) -> None:
    """Let mere reads before the first write run without a transaction."""

    @event.listens_for(engine, "before_cursor_execute")
    def read_without_transaction(
        connection: Connection,
        *rest: Any,
    ) -> None:
        _, _, _, context, _ = rest
        adapted = connection.connection.dbapi_connection
        assert adapted is not None
        # the driver begins lazily; "autocommit" only keeps it from doing so now
        adapted.autocommit = MERE_READ in context.execution_options
