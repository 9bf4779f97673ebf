"""Running jobs in this process, each in a unit of work of its own."""

import asyncio
import logging
from collections import Counter
from datetime import datetime

from svcgen_runtime.fields import uuid7
from svcgen_runtime.messages.envelope import format_time
from svcgen_runtime.messages.handler_run import OpenUnitOfWork
from svcgen_runtime.schedules.router import Schedule

log = logging.getLogger("svcgen_runtime.schedules")

MOST_WAITING = 100
"""How many fires of one schedule wait while it runs, with `overlap="queue"`."""


class JobRunner:
    """Runs jobs as the scheduler dispatches them; what `dev` uses.

    `dispatch` returns at once. A job that raises is rolled back and logged; its next
    fire comes all the same.
    """

    def __init__(self, open_unit_of_work: OpenUnitOfWork) -> None:
        self._open = open_unit_of_work
        self._locks: dict[str, asyncio.Lock] = {}
        self._present: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self.skipped: Counter[str] = Counter()

    async def dispatch(self, schedule: Schedule, slot: datetime) -> None:
        """Begin to run `schedule` for `slot`, as its overlap policy allows."""
        present = self._present[schedule.name]
        if (schedule.overlap == "skip" and present) or present > MOST_WAITING:
            self.skipped[schedule.name] += 1
            log.warning("schedule %s still runs: %s left out", schedule.name, slot)
            return
        self._present[schedule.name] += 1
        task = asyncio.create_task(self._run(schedule, slot))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self, grace: float) -> None:
        """Wait `grace` seconds for running jobs, then cancel them."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, schedule: Schedule, slot: datetime) -> None:
        try:
            if schedule.overlap == "allow":
                await self._call(schedule, slot)
            else:
                lock = self._locks.setdefault(schedule.name, asyncio.Lock())
                async with lock:
                    await self._call(schedule, slot)
        except Exception:
            log.exception("schedule %s failed at %s", schedule.name, slot)
        finally:
            self._present[schedule.name] -= 1

    async def _call(self, schedule: Schedule, slot: datetime) -> None:
        metadata = {"schedule": schedule.name, "fire_at": format_time(slot)}
        async with (
            asyncio.timeout(schedule.timeout),
            self._open(schedule.name, str(uuid7()), metadata),
        ):
            await schedule.function()
