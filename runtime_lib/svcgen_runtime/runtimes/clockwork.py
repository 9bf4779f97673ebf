"""The scheduler: sends each schedule at its times, or runs it where nobody else is."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from typing_extensions import override

from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.interceptors import PublisherInterceptor
from svcgen_runtime.messages import Clock, SystemClock
from svcgen_runtime.runtimes.messaging import sends_triggers
from svcgen_runtime.schedules import (
    JobRunner,
    Scheduler,
    SchedulerOptions,
    SlotClaimer,
    TriggerPublisher,
    collect_schedules,
    select_schedules,
)
from svcgen_runtime.schedules.runs import RunLog, runs_of
from svcgen_runtime.schedules.scheduler import Dispatch
from svcgen_runtime.unit_of_work import Trigger, UnitOfWork

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

LONGEST_LOOK = 30.0


class SteppedClock(SystemClock):
    """The system's clock, looked at again at least every `interval` seconds.

    A clock that is set meanwhile is noticed that soon.
    """

    def __init__(self, interval: float) -> None:
        self._interval = interval

    @override
    async def sleep(self, seconds: float) -> None:
        """Sleep, but at most the interval."""
        await asyncio.sleep(min(seconds, self._interval))


class Clockwork:
    """The schedules of a service that runs; `names` and `groups` choose among them.

    On a broker each slot is sent to the workers, otherwise its job runs here. Raises
    SettingsError for a name or group that nobody declared.
    """

    def __init__(
        self,
        service: "Service",
        names: Sequence[str] = (),
        groups: Sequence[str] = (),
        interval: float = LONGEST_LOOK,
    ) -> None:
        self._service = service
        schedules = collect_schedules(service.schedules)
        self._schedules = select_schedules(schedules, names, groups)
        self._interval = interval
        self._runner: JobRunner | None = None
        self._scheduler: Scheduler | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to dispatch."""
        clock, runs = SteppedClock(self._interval), runs_of(self._service)
        last: dict[str, datetime] = {}
        if runs is not None:
            names = [schedule.name for schedule in self._schedules]
            last = await runs.enrol(names, clock.now())
        options = SchedulerOptions(clock, last)
        dispatch = self._dispatch(clock, runs)
        self._scheduler = Scheduler(self._schedules, dispatch, options)
        self._task = asyncio.create_task(self._scheduler.run())

    def _dispatch(self, clock: Clock, runs: RunLog | None) -> Dispatch:
        publisher = self._service.interceptor(PublisherInterceptor)
        if publisher is None and sends_triggers(self._service):
            raise RuntimeFault("a scheduler needs the PublisherInterceptor")
        if publisher is None or not sends_triggers(self._service):
            self._runner = JobRunner(self.open)
            return self._runner.dispatch
        address, outbox = publisher.address, publisher.outbox
        if runs is None or outbox is None:
            return TriggerPublisher(publisher.broker, address, clock).publish
        return SlotClaimer(runs, address, outbox.relay.wake, clock).publish

    async def stop(self) -> None:
        """Send nothing new, and let the jobs that run here end."""
        grace = self._service.config.shutdown_seconds
        if self._scheduler is not None:
            await self._scheduler.stop(grace)
        if self._task is not None:
            await self._task
        if self._runner is not None:
            await self._runner.stop(grace)

    async def run_once(self, name: str, slot: datetime) -> None:
        """Run one schedule's job now, in a unit of work; raises what the job raises."""
        (schedule,) = select_schedules(self._schedules, (name,))
        async with self.open(name, "", {"fire_at": slot.isoformat()}):
            await schedule.function()

    def open(
        self, name: str, correlation_id: str, metadata: Mapping[str, str]
    ) -> UnitOfWork:
        """The unit of work of one run."""
        trigger = Trigger("schedule", name, metadata)
        return UnitOfWork(self._service, trigger, None, correlation_id, "worker")
