"""The scheduler's loop under a moved clock, and jobs in this process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from svcgen_runtime.context import use_app_context, use_metadata
from svcgen_runtime.messages import ManualClock
from svcgen_runtime.schedules import (
    CronPlan,
    JobRunner,
    Schedule,
    Scheduler,
    SchedulerOptions,
    ScheduleRouter,
)
from svcgen_runtime.schedules.router import Misfire, Overlap
from svcgen_runtime.schedules.scheduler import MOST_CAUGHT_UP
from svcgen_runtime.unit_of_work import Trigger
from tests.behaviour.message_world import World, eventually, write

NOON = datetime(2026, 1, 1, 12, 0, 30, tzinfo=UTC)


async def nothing() -> None:
    """A job."""


def minutely(misfire: Misfire = "once") -> Schedule:
    """A schedule of every minute."""
    router = ScheduleRouter()
    router.cron("* * * * *", name="tick", misfire=misfire)(nothing)
    return router.schedules[0]


class Rig:
    """A scheduler on a clock that the test moves; remembers each dispatched slot."""

    def __init__(
        self,
        schedule: Schedule,
        last_fires: Mapping[str, datetime] | None = None,
    ) -> None:
        self.clock = ManualClock(NOON)
        self.slots: list[datetime] = []
        options = SchedulerOptions(self.clock, last_fires or {})
        self.scheduler = Scheduler([schedule], self.dispatch, options)

    async def dispatch(self, schedule: Schedule, slot: datetime) -> None:
        """Remember the slot."""
        self.slots.append(slot)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the loop."""
        task = asyncio.create_task(self.scheduler.run())
        await self.clock.advance(0)
        yield
        await self.scheduler.stop()
        await asyncio.wait_for(task, 1)


def minutes(*values: float) -> list[datetime]:
    """Moments in minutes after 12:00."""
    return [NOON.replace(second=0) + timedelta(minutes=value) for value in values]


async def test_each_slot_is_dispatched_once_and_on_time() -> None:
    """Nothing fires at the start, and then every slot does, at its moment."""
    rig = Rig(minutely())
    async with rig.running():
        assert rig.slots == []
        await rig.clock.advance(29.9)
        assert rig.slots == []
        await rig.clock.advance(0.1)
        assert rig.slots == minutes(1)
        await rig.clock.advance(180)
        assert rig.slots == minutes(1, 2, 3, 4)


async def test_many_schedules_share_one_heap() -> None:
    """Five hundred schedules over an hour miss nothing and double nothing."""
    router = ScheduleRouter()
    for number in range(500):
        router.every(60 + number, name=f"job{number}")(nothing)
    fired: list[tuple[str, datetime]] = []
    clock = ManualClock(NOON)

    async def dispatch(schedule: Schedule, slot: datetime) -> None:
        assert slot == clock.now()
        fired.append((schedule.name, slot))

    scheduler = Scheduler(router.schedules, dispatch, SchedulerOptions(clock=clock))
    task = asyncio.create_task(scheduler.run())
    await clock.advance(3600)
    expected = sum(
        len(one.plan.find_due(NOON, NOON + timedelta(hours=1), 999))
        for one in router.schedules
    )
    assert len(fired) == len(set(fired)) == expected
    await scheduler.stop()
    await task


@pytest.mark.parametrize("misfire", ["skip", "once", "all"])
@pytest.mark.parametrize("downtime", [0, 30, 3600, 3 * 86_400])
async def test_missed_fires_follow_the_policy(misfire: Misfire, downtime: int) -> None:
    """After a standstill: none of the missed, the last of them, or all (at most 100)."""
    rig = Rig(minutely(misfire))
    async with rig.running():
        await rig.clock.advance(30)
        assert rig.slots == minutes(1)
        # 10 seconds past a whole minute, so that the last slot is late by 10 s
        rig.clock.jump(downtime + 10)
        await rig.clock.advance(0)
        missed = downtime // 60
        wanted = {"skip": 0, "once": min(missed, 1), "all": min(missed, MOST_CAUGHT_UP)}
        assert len(rig.slots) - 1 == wanted[misfire]
        if missed and misfire != "skip":
            assert rig.slots[-1] == minutes(1 + missed)[0]
        await rig.clock.advance(50 if downtime != 30 else 20)
        assert rig.slots[-1] == minutes(2 + missed)[0]
        assert len(set(rig.slots)) == len(rig.slots)


async def test_a_clock_set_back_repeats_nothing() -> None:
    """After the clock went back an hour, no slot fires twice and none in a burst."""
    rig = Rig(minutely())
    async with rig.running():
        await rig.clock.advance(90)
        assert rig.slots == minutes(1, 2)
        rig.clock.jump(-3600)
        await rig.clock.advance(3600)
        assert rig.slots == minutes(1, 2)
        await rig.clock.advance(60)
        assert rig.slots == minutes(1, 2, 3)


async def test_the_last_fires_of_an_earlier_run_are_continued() -> None:
    """A scheduler that knows when a schedule last fired catches up by its policy."""
    rig = Rig(minutely("all"), last_fires={"tick": minutes(-3)[0]})
    async with rig.running():
        await rig.clock.advance(0)
        assert rig.slots == minutes(-2, -1, 0)


async def test_a_dispatch_that_fails_is_tried_again() -> None:
    """A slot that could not be handed on is handed on a second later."""
    rig, tries = Rig(minutely()), []

    async def dispatch(schedule: Schedule, slot: datetime) -> None:
        tries.append(slot)
        if len(tries) < 3:
            raise ConnectionError("no broker")

    rig.scheduler = Scheduler([minutely()], dispatch, SchedulerOptions(clock=rig.clock))
    async with rig.running():
        await rig.clock.advance(33)
        assert tries == minutes(1, 1, 1)


class Jobs:
    """Runs jobs of this process in units of work of a real service."""

    def __init__(self, world: World) -> None:
        self.runner = JobRunner(
            lambda name, correlation_id, metadata: world.service.unit_of_work(
                Trigger("schedule", name, metadata), correlation_id=correlation_id
            )
        )

    async def fire(
        self,
        job: Callable[[], Awaitable[None]],
        overlap: Overlap = "skip",
        timeout: float = 5,
    ) -> None:
        """Dispatch `job` for noon."""
        schedule = Schedule(
            function=job,
            plan=CronPlan("* * * * *"),
            name="job",
            overlap=overlap,
            timeout=timeout,
        )
        await self.runner.dispatch(schedule, NOON)


async def test_a_job_runs_in_a_unit_of_work_of_its_own(tmp_path: Path) -> None:
    """A job's row is committed; a job that raises or takes too long leaves none."""
    seen: list[tuple[str, str]] = []

    async def good() -> None:
        seen.append((use_app_context().trigger.kind, use_metadata()["fire_at"]))
        await write("good")

    async def bad() -> None:
        await write("bad")
        raise ValueError("broken")

    async def slow() -> None:
        await write("slow")
        await asyncio.sleep(60)

    async with World(tmp_path, "") as world:
        jobs = Jobs(world)
        await jobs.fire(good)
        await jobs.runner.stop(5)
        await jobs.fire(bad)
        await jobs.runner.stop(5)
        await jobs.fire(slow, timeout=0.05)
        await jobs.runner.stop(5)
        assert await world.notes() == ["good"]
        assert seen == [("schedule", "2026-01-01T12:00:30Z")]


@pytest.mark.parametrize(
    ("overlap", "ran", "at_once"), [("skip", 1, 1), ("queue", 3, 1), ("allow", 3, 3)]
)
async def test_overlapping_fires_follow_the_policy(
    overlap: Overlap, ran: int, at_once: int, tmp_path: Path
) -> None:
    """While a job runs its next fires are left out, wait, or run beside it."""
    running, most, total = 0, 0, 0
    go = asyncio.Event()

    async def job() -> None:
        nonlocal running, most, total
        running, total = running + 1, total + 1
        most = max(most, running)
        await go.wait()
        running -= 1

    async with World(tmp_path, "") as world:
        jobs = Jobs(world)
        for _ in range(3):
            await jobs.fire(job, overlap=overlap)
        await eventually(lambda: running == at_once)
        go.set()
        await jobs.runner.stop(5)
        assert (total, most) == (ran, at_once)
        assert jobs.runner.skipped["job"] == 3 - ran


async def test_stopping_cancels_what_does_not_end(tmp_path: Path) -> None:
    """A job that runs past the grace period is cancelled and leaves no row."""

    async def endless() -> None:
        await write("endless")
        await asyncio.sleep(60)

    async with World(tmp_path, "") as world:
        jobs = Jobs(world)
        await jobs.fire(endless)
        await asyncio.sleep(0.05)
        await jobs.runner.stop(0.05)
        assert await world.notes() == []
