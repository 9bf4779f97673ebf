"""Schedules with a database: a slot is claimed once, and its run has a history."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from svcgen_runtime.database import Databases, create_all
from svcgen_runtime.messages import ManualClock, ServiceAddress
from svcgen_runtime.runtime_tables import OUTBOX, RUNTIME_TABLES
from svcgen_runtime.schedules import (
    CronPlan,
    IntervalPlan,
    Schedule,
    Scheduler,
    SchedulerOptions,
    ScheduleTrigger,
    SlotClaimer,
)
from svcgen_runtime.schedules.runs import Run, RunLog, finish
from svcgen_runtime.schedules.triggers import choose_jitter

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ADDRESS = ServiceAddress("s", "test")


async def nothing() -> None:
    """A job."""


def every(seconds: float, **options: float) -> Schedule:
    """A schedule with an interval."""
    return Schedule(
        function=nothing,
        plan=IntervalPlan(seconds),
        name="tick",
        misfire="all",
        jitter=options.get("jitter", 0),
    )


@pytest.fixture(params=("sqlite", "postgresql"))
async def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[AsyncEngine]:
    """A database with the runtime's tables, empty."""
    url = f"sqlite:///{tmp_path_factory.mktemp('runs') / 'main.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    databases = Databases({"main": url})
    engine = databases.engine()
    async with engine.begin() as connection:
        await connection.run_sync(RUNTIME_TABLES.drop_all)
    await create_all(engine, RUNTIME_TABLES)
    yield engine
    async with engine.begin() as connection:
        await connection.run_sync(RUNTIME_TABLES.drop_all)
    await databases.stop()


async def kept_slots(engine: AsyncEngine) -> list[datetime]:
    """The slots of the triggers in the outbox, in order."""
    async with engine.connect() as connection:
        bodies = (await connection.execute(select(OUTBOX.c.body))).scalars()
        return sorted(
            ScheduleTrigger.model_validate_json(body).fire_at for body in bodies
        )


class Replica:
    """One scheduler among several, on a clock of its own."""

    def __init__(self, engine: AsyncEngine, schedule: Schedule, now: datetime) -> None:
        self.clock = ManualClock(now)
        self.log = RunLog(engine)
        self.schedule = schedule
        self._scheduler: Scheduler | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin, from what the record says."""
        last = await self.log.enrol(["tick"], self.clock.now())
        claimer = SlotClaimer(self.log, ADDRESS, lambda: None, self.clock)
        self._scheduler = Scheduler(
            [self.schedule], claimer.publish, SchedulerOptions(self.clock, last)
        )
        self._task = asyncio.create_task(self._scheduler.run())
        await self.clock.advance(0)

    async def stop(self) -> None:
        """End in order."""
        assert self._scheduler is not None
        assert self._task is not None
        await self._scheduler.stop()
        await self._task

    def die(self) -> None:
        """End at once, whatever is under way."""
        assert self._task is not None
        self._task.cancel()


async def settled(engine: AsyncEngine, count: int) -> list[datetime]:
    """The slots, when there are `count`."""
    async with asyncio.timeout(20):
        while len(slots := await kept_slots(engine)) < count:
            await asyncio.sleep(0.02)
    return slots


async def test_five_schedulers_send_each_slot_once(engine: AsyncEngine) -> None:
    """Schedulers whose clocks differ, one of which dies now and then, send 60 slots."""
    replicas = [
        Replica(engine, every(1), NOON + timedelta(seconds=skew / 10))
        for skew in range(5)
    ]
    for replica in replicas:
        await replica.start()
    for second in range(60):
        await asyncio.gather(*(one.clock.advance(1) for one in replicas))
        if second % 10 == 5:
            dead = replicas[second % 5]
            dead.die()
            await dead.start()
    wanted = [NOON + timedelta(seconds=number + 1) for number in range(60)]
    assert await settled(engine, 60) == wanted
    for replica in replicas:
        await replica.stop()
    history = await RunLog(engine).history("tick", 100)
    assert Counter(run.outcome for run in history) == {"claimed": 60}


async def test_nothing_fires_at_the_first_start(engine: AsyncEngine) -> None:
    """A schedule begins when it is first known; from then on a restart misses nothing."""
    first = Replica(engine, every(60), NOON + timedelta(seconds=30))
    await first.start()
    await first.stop()
    assert await kept_slots(engine) == []
    later = Replica(engine, every(60), NOON + timedelta(seconds=150))
    await later.start()
    assert await settled(engine, 2) == [
        NOON + timedelta(seconds=60),
        NOON + timedelta(seconds=120),
    ]
    await later.stop()


async def test_a_paused_schedule_sends_nothing(engine: AsyncEngine) -> None:
    """Slots that pass while a schedule is paused are on record and are not caught up."""
    log = RunLog(engine)
    replica = Replica(engine, every(60), NOON)
    await replica.start()
    await log.set_paused("tick", NOON, paused=True)
    assert await log.paused() == {"tick"}
    await replica.clock.advance(60)
    async with asyncio.timeout(5):
        while not await log.history("tick", 9):
            await asyncio.sleep(0.01)
    await log.set_paused("tick", NOON, paused=False)
    await replica.clock.advance(60)
    assert await settled(engine, 1) == [NOON + timedelta(seconds=120)]
    await replica.stop()
    outcomes = [run.outcome for run in await log.history("tick", 9)]
    assert outcomes == ["claimed", "paused"]


async def test_jitter_puts_a_run_off_alike_everywhere(engine: AsyncEngine) -> None:
    """A slot's trigger leaves within the jitter, and at the same moment in each process."""
    schedule = every(60, jitter=30)
    replica = Replica(engine, schedule, NOON)
    await replica.start()
    await replica.clock.advance(60)
    slot = NOON + timedelta(seconds=60)
    assert await settled(engine, 1) == [slot]
    await replica.stop()
    async with engine.connect() as connection:
        at = (await connection.execute(select(OUTBOX.c.available_at))).scalar_one()
    put_off = (at - slot).total_seconds()
    assert put_off == pytest.approx(choose_jitter(schedule, slot), abs=1e-5)
    spread = {
        choose_jitter(schedule, slot + timedelta(minutes=number))
        for number in range(100)
    }
    assert min(spread) < 5
    assert 25 < max(spread) < 30


async def test_an_offset_moves_each_fire() -> None:
    """A cron schedule with an offset fires that much later, and misses alike."""
    from svcgen_runtime.schedules import ScheduleRouter

    router = ScheduleRouter()
    router.cron("0 * * * *", offset=90)(nothing)
    plan = router.schedules[0].plan
    assert plan.next_after(NOON) == NOON + timedelta(seconds=90)
    due = plan.find_due(NOON, NOON + timedelta(hours=2), 9)
    assert due == [NOON + timedelta(seconds=90), NOON + timedelta(seconds=3690)]
    assert CronPlan("0 * * * *").next_after(NOON) == NOON + timedelta(hours=1)


async def test_history_is_forgotten_but_for_the_last(engine: AsyncEngine) -> None:
    """Runs older than 30 days go; a yearly schedule's last run stays."""
    log = RunLog(engine)
    replica = Replica(engine, every(3600), NOON)
    await replica.start()
    await replica.clock.advance(3 * 3600)
    await settled(engine, 3)
    await replica.stop()
    async with engine.begin() as connection:
        run = Run("tick", NOON + timedelta(hours=1), "done")
        await finish(connection, run, NOON + timedelta(hours=1, seconds=5))
    oldest = (await log.history("tick", 9))[-1]
    assert (oldest.outcome, oldest.finished_at) == (
        "done",
        NOON + timedelta(hours=1, seconds=5),
    )
    await log.purge(NOON + timedelta(days=31))
    (left,) = await log.history("", 9)
    assert left.slot == NOON + timedelta(hours=3)
