"""The inbox: a handler's transaction records its message, so that it commits once.

On PostgreSQL the record is the first statement: a second delivery of the message waits
for the first to end. SQLite has one writer at a time, so there the record is read first
and written last; a second delivery may run beside the first and is then undone.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from svcgen_runtime.messages.clock import Clock
from svcgen_runtime.messages.errors import Duplicate
from svcgen_runtime.runtime_tables import INBOX

KEEP = timedelta(days=7)
"""How long a record stays: longer than any message waits to be delivered again."""

IDLE_LIMIT = 50.0
"""Seconds a transaction may wait for its handler before PostgreSQL must be told."""


class Inbox:
    """Which messages the handlers of a service have dealt with, in its main database."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self.is_first = engine.dialect.name == "postgresql"

    async def open(
        self, session: AsyncSession, consumer: str, message_id: str, seconds: float
    ) -> None:
        """Begin to deal with a message, for at most `seconds`. Raises Duplicate."""
        if not self.is_first:
            await self._look(session, consumer, message_id)
            return
        if seconds > IDLE_LIMIT:
            # the handler has a time limit of its own
            await (await session.connection()).execute(
                text("SET LOCAL idle_in_transaction_session_timeout = 0")
            )
        await self._record(session, consumer, message_id)

    async def close(
        self, session: AsyncSession, consumer: str, message_id: str, *, again: bool
    ) -> None:
        """End to deal with it, before the commit; `again` lets it come once more.

        Raises Duplicate when another delivery was faster.
        """
        if not self.is_first and not again:
            await self._record(session, consumer, message_id)
        if self.is_first and again:
            await (await session.connection()).execute(
                delete(INBOX).where(
                    INBOX.c.consumer == consumer, INBOX.c.message_id == message_id
                )
            )

    async def purge(self, now: datetime) -> None:
        """Remove records that are older than a week."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(INBOX).where(INBOX.c.done_at < now - KEEP))

    async def _look(
        self, session: AsyncSession, consumer: str, message_id: str
    ) -> None:
        found = select(INBOX.c.consumer).where(
            INBOX.c.consumer == consumer, INBOX.c.message_id == message_id
        )
        if (await (await session.connection()).execute(found)).first() is not None:
            raise Duplicate(f"{consumer}: message {message_id} was dealt with before")

    async def _record(
        self, session: AsyncSession, consumer: str, message_id: str
    ) -> None:
        insert = postgresql.insert if self.is_first else sqlite.insert
        values = {
            "consumer": consumer,
            "message_id": message_id,
            "done_at": self._clock.now(),
        }
        done = await session.connection()
        row = insert(INBOX).values(values).on_conflict_do_nothing()
        if (await done.execute(row)).rowcount == 0:
            raise Duplicate(f"{consumer}: message {message_id} was dealt with before")
