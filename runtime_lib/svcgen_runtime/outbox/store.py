"""Where the relay takes messages from, and what it does with them when they are sent.

Two stores follow one protocol. `LockingStore` holds its rows by row locks until the
broker has confirmed: a process that dies lets go at once, and two relays never have the
same row (PostgreSQL, with a broker that outlives the process). `ClaimingStore` writes
its claim into the row, for SQLite, which has no row locks, and for the in-process
broker, whose messages live only as long as the process.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Protocol

from sqlalchemy import Delete, RowMapping, Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from svcgen_runtime.messages.envelope import Envelope
from svcgen_runtime.outbox.rows import to_envelope
from svcgen_runtime.runtime_tables import OUTBOX

CLAIM = timedelta(seconds=30)
"""How long a claim in a row stands; longer than any publish may take."""

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
FIRST_DELAY, MAX_DELAY = 1.0, 60.0
"""Seconds before a message that was refused is tried again, doubled each time."""


class Fate(Enum):
    """What became of a message: the broker has it, holds it in memory, or neither."""

    SENT = "sent"
    HELD = "held"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one message, and what was wrong when it has not left."""

    fate: Fate
    error: str = ""


SENT, HELD = Outcome(Fate.SENT), Outcome(Fate.HELD)
Send = Callable[[Sequence[Envelope]], Awaitable[Sequence[Outcome]]]


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much waits, and since when; None when nothing is due."""

    count: int
    oldest: datetime | None


class OutboxStore(Protocol):
    """The outbox of one database, as a relay sees it."""

    async def recover(self) -> None:
        """Take back what an earlier process of this store may have held."""

    async def relay(self, limit: int, now: datetime, send: Send) -> Sequence[Outcome]:
        """Hand at most `limit` due messages to `send`, and record what became of each."""

    async def forget(self, message_ids: Sequence[str]) -> None:
        """Remove messages that were held and are now done with."""

    async def next_due(self) -> datetime | None:
        """Return when the next message that nobody has may leave; None for none."""

    async def backlog(self, now: datetime) -> Backlog:
        """Return how many messages are due and have not left."""


class _Store:
    """What both stores do alike."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def forget(self, message_ids: Sequence[str]) -> None:
        """Remove messages that were held and are now done with."""
        if message_ids:
            async with self._engine.begin() as connection:
                await connection.execute(_without(message_ids))

    async def next_due(self) -> datetime | None:
        """Return when the next message that nobody has may leave; None for none."""
        waiting = select(func.min(OUTBOX.c.available_at)).where(
            OUTBOX.c.claimed_until.is_(None)
        )
        async with self._engine.connect() as connection:
            found: datetime | None = (await connection.execute(waiting)).scalar()
            return found

    async def backlog(self, now: datetime) -> Backlog:
        """Return how many messages are due and have not left."""
        due = select(func.count(), func.min(OUTBOX.c.available_at)).where(
            OUTBOX.c.available_at <= now, OUTBOX.c.claimed_until.is_(None)
        )
        async with self._engine.connect() as connection:
            count, oldest = (await connection.execute(due)).one()
            return Backlog(count, oldest)


class LockingStore(_Store):
    """An outbox on PostgreSQL: rows are locked while they are being sent."""

    async def recover(self) -> None:
        """Nothing: the locks of a dead process are gone with it."""

    async def relay(self, limit: int, now: datetime, send: Send) -> Sequence[Outcome]:
        """Lock, send, and remove what was sent, all in one transaction."""
        async with self._engine.begin() as connection:
            due = _due(now, limit).with_for_update(skip_locked=True)
            rows = (await connection.execute(due)).mappings().all()
            if not rows:
                return ()
            outcomes = await send([to_envelope(row) for row in rows])
            # a commit that is cut short would send again what has been sent
            await asyncio.shield(_record(connection, rows, outcomes, now))
        return outcomes


class ClaimingStore(_Store):
    """An outbox whose rows carry the claim of a relay until it ends or runs out.

    `is_alone` says that no other process relays from it: then every claim that is found
    at the start is of a process that died.
    """

    def __init__(self, engine: AsyncEngine, *, is_alone: bool) -> None:
        super().__init__(engine)
        self._is_alone = is_alone

    async def recover(self) -> None:
        """Void the claims of a process that died, when there is no other."""
        if self._is_alone:
            async with self._engine.begin() as connection:
                claimed = OUTBOX.c.claimed_until.is_not(None)
                free = update(OUTBOX).where(claimed).values(claimed_until=None)
                await connection.execute(free)

    async def relay(self, limit: int, now: datetime, send: Send) -> Sequence[Outcome]:
        """Claim, send, and then remove what was sent or keep what is held."""
        if not await self._is_any_due(now):
            # a look costs nothing; a claim would make other writers wait
            return ()
        async with self._engine.begin() as connection:
            due = _due(now, limit).with_for_update(skip_locked=True)
            chosen = due.with_only_columns(OUTBOX.c.message_id).scalar_subquery()
            claim = (
                update(OUTBOX)
                .where(OUTBOX.c.message_id.in_(chosen))
                .values(claimed_until=now + CLAIM)
                .returning(*OUTBOX.c)
            )
            found = (await connection.execute(claim)).mappings().all()
        rows = sorted(found, key=lambda row: (row["available_at"], row["message_id"]))
        if not rows:
            return ()
        outcomes = await send([to_envelope(row) for row in rows])
        async with self._engine.begin() as connection:
            await _record(connection, rows, outcomes, now)
        return outcomes

    async def _is_any_due(self, now: datetime) -> bool:
        async with self._engine.connect() as connection:
            return (await connection.execute(_due(now, 1))).first() is not None


def _due(now: datetime, limit: int) -> Select[tuple[object, ...]]:
    """Select messages that may leave and that nobody has, the oldest first."""
    table = OUTBOX.c
    is_free = or_(table.claimed_until.is_(None), table.claimed_until <= now)
    return (
        select(*table)
        .where(table.available_at <= now, is_free)
        .order_by(table.available_at, table.message_id)
        .limit(limit)
    )


def _without(message_ids: Sequence[str]) -> Delete:
    return delete(OUTBOX).where(OUTBOX.c.message_id.in_(message_ids))


async def _record(
    connection: AsyncConnection,
    rows: Sequence[RowMapping],
    outcomes: Sequence[Outcome],
    now: datetime,
) -> None:
    """Write down what became of each row."""
    sent, changed = [], []
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome.fate is Fate.SENT:
            sent.append(row["message_id"])
        else:
            changed.append(_changed(row, outcome, now))
    if sent:
        await connection.execute(_without(sent))
    for change in changed:
        row_of = OUTBOX.c.message_id == change.pop("message_id")
        await connection.execute(update(OUTBOX).where(row_of).values(change))


def _changed(row: RowMapping, outcome: Outcome, now: datetime) -> dict[str, object]:
    """Return what changes in the row of a message that has not left for good."""
    message_id = row["message_id"]
    if outcome.fate is Fate.HELD:
        return {"message_id": message_id, "claimed_until": FOREVER}
    attempts: int = row["attempts"] + 1
    change: dict[str, object] = {
        "message_id": message_id,
        "claimed_until": None,
        "attempts": attempts,
        "last_error": outcome.error,
    }
    if outcome.fate is Fate.REFUSED:
        seconds = min(FIRST_DELAY * 2 ** min(attempts - 1, 10), MAX_DELAY)
        change["available_at"] = now + timedelta(seconds=seconds)
    return change
