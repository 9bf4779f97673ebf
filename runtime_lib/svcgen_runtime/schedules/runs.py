"""The record of runs: which slots were claimed, by whom run, and how that ended.

One row for each schedule and slot. Its primary key is the claim, so any number of
schedulers fire once; the row is then the history of the run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import (
    ColumnElement,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from svcgen_runtime.outbox.rows import Staged, to_row
from svcgen_runtime.runtime_tables import OUTBOX, RUNS, SCHEDULES

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

RunOutcome = Literal["claimed", "running", "done", "failed", "left_out", "paused"]

KEEP = timedelta(days=30)
"""How long the history of runs goes back."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one schedule; times are in UTC."""

    schedule: str
    slot: datetime
    outcome: RunOutcome
    started_at: datetime | None = None
    finished_at: datetime | None = None
    error: str = ""


class RunLog:
    """The record of runs in the main database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        is_postgresql = engine.dialect.name == "postgresql"
        self._insert = postgresql.insert if is_postgresql else sqlite.insert

    async def enrol(self, names: Sequence[str], now: datetime) -> dict[str, datetime]:
        """Return the last slot of each schedule; a new one begins at `now`."""
        since, slot = SCHEDULES.c.known_since, func.max(RUNS.c.slot)
        async with self._engine.begin() as connection:
            for name in names:
                row = {"schedule": name, "known_since": now, "is_paused": False}
                new = self._insert(SCHEDULES).values(row).on_conflict_do_nothing()
                await connection.execute(new)
            known = select(SCHEDULES.c.schedule, since)
            starts = {row[0]: row[1] for row in await connection.execute(known)}
            last = select(RUNS.c.schedule, slot).group_by(RUNS.c.schedule)
            slots = {row[0]: row[1] for row in await connection.execute(last)}
        return {
            name: max(starts[name], slots.get(name, starts[name])) for name in names
        }

    async def claim(
        self, schedule: str, slot: datetime, now: datetime, trigger: Staged
    ) -> bool:
        """Claim a slot and keep its trigger in one transaction; tell whether we did.

        A paused schedule's slot is claimed, and nothing is sent.
        """
        async with self._engine.begin() as connection:
            is_paused = await _is_paused(connection, schedule)
            row = {
                "schedule": schedule,
                "slot": slot,
                "claimed_at": now,
                "outcome": "paused" if is_paused else "claimed",
            }
            claimed = self._insert(RUNS).values(row).on_conflict_do_nothing()
            if (await connection.execute(claimed)).rowcount == 0:
                return False
            if not is_paused:
                await connection.execute(insert(OUTBOX), [to_row(trigger)])
        return not is_paused

    async def start(self, schedule: str, slot: datetime, now: datetime) -> None:
        """Record that a run has begun, for others to see."""
        values = {"outcome": "running", "started_at": now}
        async with self._engine.begin() as connection:
            await connection.execute(
                update(RUNS).where(_is_run(schedule, slot)).values(values)
            )

    async def has_covered(
        self, schedule: str, slot: datetime, *, by_overlap: bool, by_misfire: bool
    ) -> bool:
        """Tell whether another run makes this slot's needless.

        `by_overlap`: one was under way at the slot. `by_misfire`: one began after it.
        """
        reasons: list[ColumnElement[bool]] = []
        if by_overlap:
            reasons.append(and_(RUNS.c.started_at < slot, slot < RUNS.c.finished_at))
        if by_misfire:
            reasons.append(and_(RUNS.c.outcome == "done", RUNS.c.started_at >= slot))
        if not reasons:
            return False
        found = select(RUNS.c.slot).where(
            RUNS.c.schedule == schedule, RUNS.c.slot != slot, or_(*reasons)
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(found.limit(1))).first() is not None

    async def set_paused(self, schedule: str, now: datetime, *, paused: bool) -> None:
        """Pause a schedule, or let it fire again."""
        row = {"schedule": schedule, "known_since": now, "is_paused": paused}
        change = self._insert(SCHEDULES).values(row)
        async with self._engine.begin() as connection:
            await connection.execute(
                change.on_conflict_do_update(
                    index_elements=["schedule"], set_={"is_paused": paused}
                )
            )

    async def paused(self) -> frozenset[str]:
        """Return the names of the schedules that are paused."""
        found = select(SCHEDULES.c.schedule).where(SCHEDULES.c.is_paused)
        async with self._engine.connect() as connection:
            return frozenset((await connection.execute(found)).scalars())

    async def history(self, schedule: str, limit: int) -> list[Run]:
        """Return the last `limit` runs of a schedule ("": of all), the newest first."""
        table = RUNS.c
        rows = select(
            table.schedule,
            table.slot,
            table.outcome,
            table.started_at,
            table.finished_at,
            table.error,
        ).order_by(table.slot.desc(), table.schedule)
        if schedule:
            rows = rows.where(table.schedule == schedule)
        async with self._engine.connect() as connection:
            found = (await connection.execute(rows.limit(limit))).all()
        return [Run(*row[:5], error=row[5] or "") for row in found]

    async def purge(self, now: datetime) -> None:
        """Forget runs that are older than 30 days, but never a schedule's last."""
        newer = RUNS.alias()
        is_last = (
            ~select(newer.c.slot)
            .where(newer.c.schedule == RUNS.c.schedule, newer.c.slot > RUNS.c.slot)
            .exists()
        )
        async with self._engine.begin() as connection:
            await connection.execute(
                delete(RUNS).where(RUNS.c.slot < now - KEEP, ~is_last)
            )


async def finish(connection: AsyncConnection, run: Run, now: datetime) -> None:
    """Record how a run ended in the transaction of its work."""
    values = {"outcome": run.outcome, "finished_at": now, "error": run.error or None}
    await connection.execute(
        update(RUNS).where(_is_run(run.schedule, run.slot)).values(values)
    )


def runs_of(service: "Service") -> RunLog | None:
    """Return the record of a service that runs; None where there is no database."""
    from svcgen_runtime.interceptors import DatabaseInterceptor

    database = service.interceptor(DatabaseInterceptor)
    if database is None or service.metadata is None:
        return None
    return RunLog(database.databases.engine())


def _is_run(schedule: str, slot: datetime) -> ColumnElement[bool]:
    return and_(RUNS.c.schedule == schedule, RUNS.c.slot == slot)


async def _is_paused(connection: AsyncConnection, schedule: str) -> bool:
    found = select(SCHEDULES.c.is_paused).where(SCHEDULES.c.schedule == schedule)
    return bool((await connection.execute(found)).scalar())
