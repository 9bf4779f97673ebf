"""Schedules across processes: a scheduler's triggers, and the workers that run them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from svcgen_runtime.messages import (
    ManualClock,
    MessageConsumers,
    SystemClock,
    compute_topology,
)
from svcgen_runtime.messages.clock import Clock
from svcgen_runtime.schedules import (
    CronPlan,
    Schedule,
    Scheduler,
    SchedulerOptions,
    SlotClaimer,
    TriggerPublisher,
    schedule_handlers,
)
from svcgen_runtime.schedules.router import Misfire, Overlap
from svcgen_runtime.schedules.runs import runs_of
from svcgen_runtime.schedules.scheduler import Dispatch
from svcgen_runtime.unit_of_work import Trigger
from tests.behaviour.message_world import World, eventually, write
from tests.contract.brokers import until_count

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(
    params=[
        "in-process/sqlite",
        "rabbitmq/sqlite",
        "rabbitmq/postgresql",
        "rabbitmq/none",
    ]
)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """A service on each kind of broker and database, and without a database."""
    broker, database = request.param.split("/")
    url = request.getfixturevalue("rabbitmq_url") if broker == "rabbitmq" else ""
    data = request.getfixturevalue("postgres_url") if database == "postgresql" else ""
    return World(tmp_path, url, database_url=data, durable=database != "none")


class Fleet:
    """One schedule, and as many workers for it as a test starts."""

    def __init__(
        self,
        world: World,
        job: Callable[[], Awaitable[None]],
        overlap: Overlap = "skip",
        misfire: Misfire = "once",
    ) -> None:
        self.world, self.broker = world, world.broker
        self.address = world.address
        self.schedule = Schedule(
            function=job,
            plan=CronPlan("* * * * *"),
            name="job",
            overlap=overlap,
            misfire=misfire,
            timeout=5,
        )
        self.runs = runs_of(world.service)
        self.dispatch = self._dispatch(SystemClock())

    def _dispatch(self, clock: Clock) -> Dispatch:
        if self.runs is None:
            return TriggerPublisher(self.broker, self.address, clock).publish
        wake = self.world.outbox.relay.wake
        return SlotClaimer(self.runs, self.address, wake, clock).publish

    @property
    def queue(self) -> str:
        """The schedule's queue."""
        return self.address.schedule_queue("job")

    async def fire(self, *slots: datetime) -> None:
        """Publish the triggers of `slots`, as the scheduler's process does."""
        handlers = schedule_handlers([self.schedule])
        await self.world.declare(compute_topology(self.address, handlers))
        for slot in slots:
            await self.dispatch(self.schedule, slot)

    @asynccontextmanager
    async def working(self, clock: Clock | None = None) -> AsyncIterator[None]:
        """Run a worker."""
        worker = MessageConsumers(
            self.broker,
            self.address,
            schedule_handlers([self.schedule], clock or SystemClock()),
            lambda name, correlation_id, metadata: self.world.service.unit_of_work(
                Trigger("schedule", name, metadata), app_type="worker"
            ),
        )
        await worker.start()
        yield
        await worker.stop(0.2)


async def test_a_trigger_runs_the_job_and_is_gone(
    world: World,
) -> None:
    """From the scheduler's clock to a committed row; the queue is empty then."""

    async def job() -> None:
        await write("done")

    async with world:
        fleet = Fleet(world, job)
        await fleet.fire()
        clock = ManualClock(NOON)
        scheduler = Scheduler(
            [fleet.schedule], fleet.dispatch, SchedulerOptions(clock=clock)
        )
        loop = asyncio.create_task(scheduler.run())
        await clock.advance(61)
        await until_count(world.broker, fleet.queue, 1)
        await scheduler.stop()
        await loop
        async with fleet.working():
            await world.wait_for_notes(["done"])
        assert await world.broker.count(fleet.queue) == 0


async def test_a_worker_that_stops_midway_leaves_the_run_to_the_next(
    world: World,
) -> None:
    """The trigger is acknowledged when the job is done, so a run is never lost."""
    runs = 0

    async def job() -> None:
        nonlocal runs
        runs += 1
        await write(f"run {runs}")
        if runs == 1:
            await asyncio.sleep(60)

    async with world:
        # A late run of a skipping schedule all the same: it was begun in time.
        fleet = Fleet(world, job, misfire="skip")
        await fleet.fire(datetime.now(UTC))
        async with fleet.working():
            await eventually(lambda: runs == 1)
        later = ManualClock(datetime.now(UTC) + timedelta(hours=1))
        async with fleet.working(later):
            await world.wait_for_notes(["run 2"])


async def test_a_job_that_raises_is_a_dead_letter(
    world: World,
) -> None:
    """A failed run leaves no row and is not run again; its trigger tells why."""

    async def job() -> None:
        await write("half")
        raise ValueError("broken")

    async with world:
        fleet = Fleet(world, job)
        await fleet.fire(datetime.now(UTC))
        async with fleet.working():
            await until_count(world.broker, f"{fleet.queue}.dead", 1)
        assert await world.notes() == []


@pytest.mark.parametrize(("overlap", "ran"), [("skip", 2), ("queue", 3), ("allow", 3)])
async def test_overlap_is_kept_across_workers(
    world: World, overlap: Overlap, ran: int
) -> None:
    """Two workers run a job at most once at a time, unless overlap is allowed."""
    running, most, total = 0, 0, 0
    go = asyncio.Event()

    async def job() -> None:
        nonlocal running, most, total
        running, total = running + 1, total + 1
        most = max(most, running)
        await go.wait()
        running -= 1

    clock = ManualClock(NOON)
    async with world:
        fleet = Fleet(world, job, overlap, misfire="all")
        await fleet.fire(NOON)
        async with fleet.working(clock), fleet.working(clock):
            await eventually(lambda: running == 1)
            await fleet.fire(NOON + timedelta(seconds=10))
            await asyncio.sleep(0.1)
            await clock.advance(20)
            go.set()
            await eventually(lambda: running == 0)
            await fleet.fire(NOON + timedelta(seconds=30))
            await eventually(lambda: total == ran)
            await asyncio.sleep(0.1)
        assert (total, most) == (ran, 2 if overlap == "allow" else 1)


@pytest.mark.parametrize(("misfire", "ran"), [("skip", 0), ("once", 1), ("all", 4)])
async def test_triggers_that_waited_for_a_worker_follow_the_policy(
    world: World, misfire: Misfire, ran: int
) -> None:
    """After an hour without workers: none of the waiting runs, one, or all."""
    total = 0

    async def job() -> None:
        nonlocal total
        total += 1

    async with world:
        fleet = Fleet(world, job, "queue", misfire)
        await fleet.fire(*(NOON + timedelta(minutes=number) for number in range(4)))
        async with fleet.working(ManualClock(NOON + timedelta(hours=1))):
            await until_count(world.broker, fleet.queue, 0)
            await asyncio.sleep(0.1)
        assert total == ran
