"""Schedules across processes: a scheduler publishes triggers, workers run the jobs.

Each schedule has a durable queue of its own. A trigger is acknowledged after the job's
unit of work has committed, so a worker that dies leaves it to the next one.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from svcgen_runtime.context import use_app_context, use_session
from svcgen_runtime.messages.address import ServiceAddress
from svcgen_runtime.messages.broker import Broker
from svcgen_runtime.messages.clock import Clock, SystemClock
from svcgen_runtime.messages.envelope import (
    Envelope,
    Stamp,
    describe_error,
    envelop,
)
from svcgen_runtime.messages.message import Message
from svcgen_runtime.messages.retry import NO_RETRY
from svcgen_runtime.messages.router import Handler
from svcgen_runtime.messages.settlement import is_redelivered
from svcgen_runtime.outbox.rows import Staged
from svcgen_runtime.schedules.router import Schedule
from svcgen_runtime.schedules.runs import Run, RunLog, finish, runs_of
from svcgen_runtime.schedules.scheduler import ON_TIME

REDELIVERY_LIMIT = 3


class ScheduleTrigger(Message, topic="schedule", kind="task"):
    """The order to run `schedule` for the slot `fire_at`."""

    schedule: str
    fire_at: datetime


def trigger_envelope(
    address: ServiceAddress, schedule: str, slot: datetime, stamp: Stamp
) -> Envelope:
    """Return the trigger of `schedule` for `slot`, sent straight to its queue."""
    trigger = ScheduleTrigger(schedule=schedule, fire_at=slot)
    return replace(
        envelop(trigger, address, stamp),
        exchange="",
        routing_key=address.schedule_queue(schedule),
    )


class TriggerPublisher:
    """Sends a trigger for each slot; its `publish` is a scheduler's dispatch.

    For services without a database: two schedulers of one would send two.
    """

    def __init__(
        self, broker: Broker, address: ServiceAddress, clock: Clock | None = None
    ) -> None:
        self._broker = broker
        self._address = address
        self._clock = clock or SystemClock()

    async def publish(self, schedule: Schedule, slot: datetime) -> None:
        """Publish the trigger of `slot`; raises PublishFailed when not confirmed."""
        stamp = Stamp(correlation_id="", now=self._clock.now())
        await self._broker.publish(
            trigger_envelope(self._address, schedule.name, slot, stamp)
        )


class SlotClaimer:
    """Claims each slot and keeps its trigger; its `publish` is a scheduler's dispatch.

    Any number of schedulers send one trigger for a slot. `wake` is told of a new one.
    """

    def __init__(
        self,
        runs: RunLog,
        address: ServiceAddress,
        wake: Callable[[], None],
        clock: Clock | None = None,
    ) -> None:
        self._runs = runs
        self._address = address
        self._wake = wake
        self._clock = clock or SystemClock()

    async def publish(self, schedule: Schedule, slot: datetime) -> None:
        """Claim `slot`, unless it has been; raises what the database raises."""
        now = self._clock.now()
        stamp = Stamp(correlation_id="", now=now)
        envelope = trigger_envelope(self._address, schedule.name, slot, stamp)
        at = slot + timedelta(seconds=choose_jitter(schedule, slot))
        if await self._runs.claim(schedule.name, slot, now, Staged(envelope, now, at)):
            self._wake()


def choose_jitter(schedule: Schedule, slot: datetime) -> float:
    """Return the seconds by which a slot's run is put off; the same in every process."""
    if not schedule.jitter:
        return 0.0
    seed = f"{schedule.name}/{slot.isoformat()}".encode()
    return schedule.jitter * int.from_bytes(sha256(seed).digest()[:4]) / 2**32


class TriggeredJob:
    """Runs one schedule in a worker; its `handle` is the handler of its triggers.

    The queue has one active consumer unless runs may overlap. What was run is read from
    the record of runs, or, without a database, is what this process remembers.
    """

    def __init__(self, schedule: Schedule, clock: Clock) -> None:
        self.schedule = schedule
        self._clock = clock
        self._started: datetime | None = None
        self._finished: datetime | None = None

    async def handle(self, trigger: Message) -> None:
        """Run the job, or leave it out as overlap and misfire policies say."""
        assert isinstance(trigger, ScheduleTrigger)
        runs, now = runs_of(use_app_context().service), self._clock.now()
        if runs is None:
            if is_redelivered() or not self._is_left_out(trigger.fire_at, now):
                await self.schedule.function()
                self._started, self._finished = now, self._clock.now()
            return
        await self._run(runs, trigger.fire_at)

    async def note_failure(self, trigger: Message, error: Exception) -> None:
        """Record that a run has failed; its own record was undone with its work."""
        assert isinstance(trigger, ScheduleTrigger)
        slot, told = trigger.fire_at, describe_error(error)
        if runs_of(use_app_context().service) is not None:
            await self._finish(Run(self.schedule.name, slot, "failed", error=told))

    async def _run(self, runs: RunLog, slot: datetime) -> None:
        """Run with a record; how it ended is committed with its work."""
        schedule, now = self.schedule, self._clock.now()
        is_late = schedule.misfire == "skip" and now - slot > ON_TIME
        if not is_redelivered() and (
            is_late
            or await runs.has_covered(
                schedule.name,
                slot,
                by_overlap=schedule.overlap == "skip",
                by_misfire=schedule.misfire == "once",
            )
        ):
            await self._finish(Run(schedule.name, slot, "left_out"))
            return
        await runs.start(schedule.name, slot, now)
        await schedule.function()
        await self._finish(Run(schedule.name, slot, "done"))

    async def _finish(self, run: Run) -> None:
        connection = await use_session().connection()
        await finish(connection, run, self._clock.now())

    def _is_left_out(self, slot: datetime, now: datetime) -> bool:
        if self._started is not None and self._finished is not None:
            if self._started < slot < self._finished:
                return self.schedule.overlap == "skip"
            if slot <= self._started and self.schedule.misfire == "once":
                return True
        return self.schedule.misfire == "skip" and now - slot > ON_TIME


def schedule_handlers(
    schedules: Iterable[Schedule], clock: Clock | None = None
) -> tuple[Handler, ...]:
    """Return the handlers of the triggers of `schedules`, for topology and worker.

    A job that raises is not run again for its slot: its trigger is a dead letter.
    """
    chosen = clock or SystemClock()
    jobs = (TriggeredJob(schedule, chosen) for schedule in schedules)
    return tuple(
        Handler(
            function=job.handle,
            on_error=job.note_failure,
            message=ScheduleTrigger,
            name=job.schedule.name,
            queue=f"schedule.{job.schedule.name}",
            topic="",
            group=job.schedule.group,
            retry=NO_RETRY,
            timeout=job.schedule.timeout,
            concurrency=job.schedule.most_at_once,
            redelivery_limit=REDELIVERY_LIMIT,
            # one worker has the queue, so its concurrency is that of all
            is_single_active=True,
        )
        for job in jobs
    )
