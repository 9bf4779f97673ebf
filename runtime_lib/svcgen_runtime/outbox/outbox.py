"""The outbox of a service that runs: what units of work write, and the relay that sends."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, delete, insert, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from svcgen_runtime.errors import DependencyMissing
from svcgen_runtime.messages.broker import Broker
from svcgen_runtime.messages.clock import Clock
from svcgen_runtime.messages.envelope import describe_error
from svcgen_runtime.outbox.inbox import Inbox
from svcgen_runtime.outbox.keys import Once
from svcgen_runtime.outbox.relay import Relay, RelayOptions
from svcgen_runtime.outbox.rows import Staged, to_row
from svcgen_runtime.outbox.store import ClaimingStore, LockingStore, OutboxStore
from svcgen_runtime.runtime_tables import OUTBOX, RUNTIME_TABLES

log = logging.getLogger("svcgen_runtime.outbox")

SWEEP_SECONDS = 3600.0
"""How often old records of the inbox and of runs are removed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits for its time."""

    key: str | None
    type: str
    available_at: datetime


class Outbox:
    """Writes messages in the transaction of a unit of work, and sends them after it."""

    def __init__(self, engine: AsyncEngine, broker: Broker, clock: Clock) -> None:
        self._engine = engine
        self.clock = clock
        self.is_postgresql = engine.dialect.name == "postgresql"
        self.inbox = Inbox(engine, clock)
        self._sweeping: asyncio.Task[None] | None = None
        self.relay = Relay(self._store(broker), broker, RelayOptions(clock=clock))

    async def start(self) -> None:
        """Begin to relay. Raises DependencyMissing when the tables are not there."""
        try:
            async with self._engine.connect() as connection:
                there = await connection.run_sync(
                    lambda sync: set(inspect(sync).get_table_names())
                )
        except (SQLAlchemyError, OSError) as error:
            # the driver's text may hold the address, and so a secret
            raise DependencyMissing(
                f"DATABASE_URL: no answer ({type(error).__name__})"
            ) from error
        missing = sorted(set(RUNTIME_TABLES.tables) - there)
        if missing:
            listed = ", ".join(missing)
            raise DependencyMissing(
                f"the database has no {listed}; the command 'migrate' makes it"
            )
        await self.relay.start()
        self._sweeping = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """Send what is due, and end."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        await self.relay.stop()

    async def keep(self, session: AsyncSession, staged: Sequence[Staged]) -> None:
        """Write messages in the session's transaction."""
        plain = [to_row(one) for one in staged if one.once is None]
        if plain:
            await (await session.connection()).execute(insert(OUTBOX), plain)
        for one in staged:
            if one.once is not None:
                await self._keep_once(session, one, one.once)

    async def cancel(self, session: AsyncSession, key: str) -> bool:
        """Remove the message that waits under `key`; tell whether there was one.

        One that a relay has in its hands leaves all the same.
        """
        row = delete(OUTBOX).where(
            OUTBOX.c.idempotency_key == key, OUTBOX.c.claimed_until.is_(None)
        )
        done = await (await session.connection()).execute(row)
        return done.rowcount > 0

    async def find_waiting(
        self, session: AsyncSession, now: datetime, limit: int
    ) -> list[Waiting]:
        """Return at most `limit` messages whose time is after `now`, the next one first."""
        table = OUTBOX.c
        rows = select(table.idempotency_key, table.type, table.available_at)
        rows = rows.where(table.available_at > now).order_by(table.available_at)
        found = await (await session.connection()).execute(rows.limit(limit))
        return [Waiting(key, type_, at) for key, type_, at in found]

    async def _sweep(self) -> None:
        """Now and then remove records that nobody needs any more."""
        from svcgen_runtime.schedules.runs import RunLog

        while True:
            await self.clock.sleep(SWEEP_SECONDS)
            try:
                await self.inbox.purge(self.clock.now())
                await RunLog(self._engine).purge(self.clock.now())
            except (SQLAlchemyError, OSError) as error:
                log.warning("old records stay for now: %s", describe_error(error))

    def _store(self, broker: Broker) -> OutboxStore:
        if self.is_postgresql and not broker.is_embedded:
            return LockingStore(self._engine)
        return ClaimingStore(self._engine, is_alone=broker.is_embedded)

    async def _keep_once(self, session: AsyncSession, one: Staged, once: Once) -> None:
        dialect = postgresql if self.is_postgresql else sqlite
        row = dialect.insert(OUTBOX).values(to_row(one))
        old, new = OUTBOX.c, row.excluded
        times = {
            "keep": old.available_at,
            "replace": new.available_at,
            "earliest": case(
                (old.available_at < new.available_at, old.available_at),
                else_=new.available_at,
            ),
            "latest": case(
                (old.available_at > new.available_at, old.available_at),
                else_=new.available_at,
            ),
        }
        change: dict[str, object] = {"available_at": times[once.time]}
        if once.payload == "replace":
            replaced = ("exchange", "routing_key", "type", "headers", "body")
            change |= {name: new[name] for name in replaced}
        connection = await session.connection()
        await connection.execute(
            row.on_conflict_do_update(index_elements=["idempotency_key"], set_=change)
        )
