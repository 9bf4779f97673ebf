"""The scheduler: a heap of next fires and one clock.

It fires nothing for the time before it first started. What follows a fire is computed
from that fire and never from the present, so a clock that is set back repeats nothing,
and one that is set ahead is a misfire, treated by each schedule's policy.
"""

import asyncio
import heapq
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from svcgen_runtime.messages.clock import Clock, SystemClock
from svcgen_runtime.schedules.router import Schedule

log = logging.getLogger("svcgen_runtime.schedules")

LONGEST_SLEEP = 30.0
"""Seconds after which the clock is looked at again, for it may have been set."""

ON_TIME = timedelta(seconds=5)
"""A fire not later than this is on time; a later one is a misfire."""

MOST_CAUGHT_UP = 100
"""How many missed fires `misfire="all"` runs at most."""

RETRY_SECONDS = 1.0

Dispatch = Callable[[Schedule, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class SchedulerOptions:
    """What a scheduler depends on.

    `last_fires` holds the last slot of each schedule that fired before this start, by
    name; a schedule that is not in it begins now.
    """

    clock: Clock = field(default_factory=SystemClock)
    last_fires: Mapping[str, datetime] = field(default_factory=dict)


class Scheduler:
    """Dispatches each schedule at its times until it is stopped."""

    def __init__(
        self,
        schedules: Sequence[Schedule],
        dispatch: Dispatch,
        options: SchedulerOptions | None = None,
    ) -> None:
        self._schedules = tuple(schedules)
        self._dispatch = dispatch
        self._options = options or SchedulerOptions()
        self._clock = self._options.clock
        self._heap: list[tuple[datetime, int]] = []
        self._last: dict[int, datetime] = {}
        self._sleeping: asyncio.Task[None] | None = None
        self._dispatching: set[asyncio.Task[None]] = set()
        self._is_stopping = False

    def next_fires(self) -> dict[str, datetime]:
        """Return the next fire of each schedule, by name; empty before `run`."""
        return {self._schedules[index].name: fire for fire, index in self._heap}

    async def run(self) -> None:
        """Dispatch until `stop` is called."""
        start = self._clock.now()
        for index, schedule in enumerate(self._schedules):
            self._push(index, self._options.last_fires.get(schedule.name, start))
        while not self._is_stopping:
            wait = LONGEST_SLEEP
            if self._heap:
                wait = (self._heap[0][0] - self._clock.now()).total_seconds()
            if wait > 0:
                await self._sleep(min(wait, LONGEST_SLEEP))
                continue
            _, index = heapq.heappop(self._heap)
            self._fire(index)

    async def stop(self, grace: float = 5.0) -> None:
        """End `run`, and wait `grace` seconds for dispatches that are under way."""
        self._is_stopping = True
        if self._sleeping is not None:
            self._sleeping.cancel()
        if self._dispatching:
            await asyncio.wait(self._dispatching, timeout=grace)
        for task in tuple(self._dispatching):
            task.cancel()

    def _push(self, index: int, after: datetime) -> None:
        self._last[index] = after
        following = self._schedules[index].plan.next_after(after)
        if following is not None:
            heapq.heappush(self._heap, (following, index))

    def _fire(self, index: int) -> None:
        schedule, now = self._schedules[index], self._clock.now()
        due = schedule.plan.find_due(self._last[index], now, MOST_CAUGHT_UP)
        self._push(index, due[-1])
        slots = choose_slots(schedule, due, now)
        if len(slots) < len(due):
            log.warning("schedule %s missed fires up to %s", schedule.name, due[-1])
        if slots:
            task = asyncio.create_task(self._dispatch_all(schedule, slots))
            self._dispatching.add(task)
            task.add_done_callback(self._dispatching.discard)

    async def _dispatch_all(self, schedule: Schedule, slots: list[datetime]) -> None:
        for slot in slots:
            while not await self._try_dispatch(schedule, slot):
                if self._is_stopping:
                    log.error("schedule %s: slot %s is lost", schedule.name, slot)
                    break
                await self._clock.sleep(RETRY_SECONDS)

    async def _try_dispatch(self, schedule: Schedule, slot: datetime) -> bool:
        try:
            await self._dispatch(schedule, slot)
        except Exception:
            log.exception("schedule %s: slot %s not dispatched", schedule.name, slot)
            return False
        return True

    async def _sleep(self, seconds: float) -> None:
        self._sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await self._sleeping
        except asyncio.CancelledError:
            # Cancelled by `stop`; a cancelled `run` itself must end at once.
            if not self._is_stopping:
                self._sleeping.cancel()
                raise
        finally:
            self._sleeping = None


def choose_slots(
    schedule: Schedule, due: list[datetime], now: datetime
) -> list[datetime]:
    """Return which of the `due` slots, ascending, are to be dispatched at `now`.

    A slot is on time when it is the last and not older than 5 seconds.
    """
    match schedule.misfire:
        case "all":
            return due
        case "once":
            return due[-1:]
        case "skip":
            return [slot for slot in due[-1:] if now - slot <= ON_TIME]
