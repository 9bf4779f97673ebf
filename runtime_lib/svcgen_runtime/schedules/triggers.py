"""Schedules across processes: a scheduler publishes triggers, workers run the jobs.

Each schedule has a durable queue of its own. A trigger is acknowledged after the job's
unit of work has committed, so a worker that dies leaves it to the next one.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from svcgen_runtime.messages.address import ServiceAddress
from svcgen_runtime.messages.broker import Broker
from svcgen_runtime.messages.clock import Clock, SystemClock
from svcgen_runtime.messages.envelope import Envelope, Stamp, envelop
from svcgen_runtime.messages.message import Message
from svcgen_runtime.messages.retry import NO_RETRY
from svcgen_runtime.messages.router import Handler
from svcgen_runtime.messages.settlement import is_redelivered
from svcgen_runtime.schedules.router import Schedule
from svcgen_runtime.schedules.scheduler import ON_TIME

CONCURRENT_RUNS = 10
"""How many runs of one schedule a worker has at a time, with `overlap="allow"`."""

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
    """Publishes a trigger for each slot; its `publish` is a scheduler's dispatch."""

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


class TriggeredJob:
    """Runs one schedule in a worker; its `handle` is the handler of its triggers.

    The queue has one active consumer unless overlap is allowed, so what this process
    remembers of its runs is what decides.
    """

    def __init__(self, schedule: Schedule, clock: Clock) -> None:
        self.schedule = schedule
        self._clock = clock
        self._started: datetime | None = None
        self._finished: datetime | None = None

    async def handle(self, trigger: Message) -> None:
        """Run the job, or leave it out as overlap and misfire policies say."""
        assert isinstance(trigger, ScheduleTrigger)
        now = self._clock.now()
        if not is_redelivered() and self._is_left_out(trigger.fire_at, now):
            return
        await self.schedule.function()
        self._started, self._finished = now, self._clock.now()

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
    return tuple(
        Handler(
            function=TriggeredJob(schedule, chosen).handle,
            message=ScheduleTrigger,
            name=schedule.name,
            queue=f"schedule.{schedule.name}",
            topic="",
            group=schedule.group,
            retry=NO_RETRY,
            timeout=schedule.timeout,
            concurrency=CONCURRENT_RUNS if schedule.overlap == "allow" else 1,
            redelivery_limit=REDELIVERY_LIMIT,
            is_single_active=schedule.overlap != "allow",
        )
        for schedule in schedules
    )
