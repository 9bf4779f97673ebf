"""Time as a dependency, so that a test moves it instead of waiting for it."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol


class Clock(Protocol):
    """What tells the time and sleeps."""

    def now(self) -> datetime:
        """Return the present moment as an aware datetime in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` (0 and less: after one turn of the loop)."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Sleep for `seconds` on the running event loop."""
        await asyncio.sleep(max(seconds, 0.0))


class ManualClock:
    """A clock that stands still until `advance` moves it; for tests.

    Sleepers wake in the order of their time, and each sees its own moment.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._order = count()
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """Return the moment the clock was last moved to."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Return once the clock has been moved `seconds` ahead."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        due = self._now + timedelta(seconds=seconds)
        heapq.heappush(self._sleepers, (due, next(self._order), wake))
        await wake

    async def advance(self, seconds: float) -> None:
        """Move the clock by `seconds`, letting those who are due run on the way."""
        target = self._now + timedelta(seconds=seconds)
        await settle()
        while self._sleepers and self._sleepers[0][0] <= target:
            due, _, wake = heapq.heappop(self._sleepers)
            self._now = max(self._now, due)
            if not wake.done():
                wake.set_result(None)
            await settle()
        self._now = target
        await settle()

    def jump(self, seconds: float) -> None:
        """Set the clock `seconds` ahead (or back) at once, as an operator would.

        Nobody runs in between; who is due wakes with the next `advance`.
        """
        self._now += timedelta(seconds=seconds)


async def settle(turns: int = 20) -> None:
    """Let tasks that are ready run for `turns` turns of the loop."""
    for _ in range(turns):
        await asyncio.sleep(0)
