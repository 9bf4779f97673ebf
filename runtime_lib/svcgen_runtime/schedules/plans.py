"""When a schedule fires: cron expressions and plain intervals.

A plan knows no present: it answers which moments follow one, or lie between two. All
moments are aware datetimes in UTC; a cron expression is read in its own IANA zone. In
the hour that clocks skip, a job of a fixed time runs once after the jump; in the hour
they repeat, once, as Debian's cron does.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

_MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Plan(Protocol):
    """The moments at which a schedule fires."""

    def next_after(self, moment: datetime) -> datetime | None:
        """Return the first fire after `moment`; None when there is none any more."""

    def find_due(self, after: datetime, until: datetime, most: int) -> list[datetime]:
        """Return the last `most` fires after `after` up to `until`, ascending."""


@dataclass(frozen=True, slots=True)
class CronPlan:
    """A cron expression of 5 fields, or 6 with the seconds last, in an IANA zone.

    Raises ValueError for an expression or a zone that is none.
    """

    expression: str
    timezone: str = "UTC"
    _minutes: str = field(init=False, repr=False, compare=False)
    _seconds: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _zone: ZoneInfo = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = self.expression.split()
        if len(parts) not in (5, 6):
            raise ValueError(
                f"cron expression '{self.expression}' has {len(parts)} fields; 5, or 6"
                " with the seconds last, are needed"
            )
        try:
            zone = ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"there is no time zone '{self.timezone}'") from error
        minutes = " ".join(parts[:5])
        seconds = parts[5] if len(parts) == 6 else "0"
        try:
            CronSim(minutes, _EPOCH)
            found = CronSim(f"{seconds} * * * * *", _EPOCH).seconds
        except CronSimError as error:
            raise ValueError(
                f"cron expression '{self.expression}': {str(error).lower()}"
            ) from error
        object.__setattr__(self, "_minutes", minutes)
        object.__setattr__(self, "_seconds", tuple(sorted(found)))
        object.__setattr__(self, "_zone", zone)

    def next_after(self, moment: datetime) -> datetime | None:
        """Return the first fire after `moment`."""
        return next(self._follow(moment), None)

    def find_due(self, after: datetime, until: datetime, most: int) -> list[datetime]:
        """Return the last `most` fires after `after` up to `until`, ascending."""
        span = timedelta(hours=1)
        while True:
            # Reading forward from ever further back keeps one reading of the clocks'
            # shifts; a year of missed seconds is not walked through for the last few.
            start = max(after, until - span)
            fires = takewhile(lambda one: one <= until, self._follow(start))
            found = heapq.nlargest(most, fires)
            if len(found) == most or start == after:
                return sorted(found)
            span *= 24

    def _follow(self, moment: datetime) -> Iterator[datetime]:
        """Yield each fire after `moment`, whole minutes first, then their seconds."""
        whole = moment.astimezone(UTC).replace(second=0, microsecond=0) - _MINUTE
        last = moment
        for minute in CronSim(self._minutes, whole.astimezone(self._zone)):
            start = minute.astimezone(UTC)
            for second in self._seconds:
                fire = start + timedelta(seconds=second)
                if fire > last:
                    last = fire
                    yield fire


@dataclass(frozen=True, slots=True)
class IntervalPlan:
    """Every `seconds` seconds, counted from 1970 in UTC, so that replicas agree.

    Raises ValueError for an interval of 0 or less.
    """

    seconds: float

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError("an interval is above 0 seconds")

    def next_after(self, moment: datetime) -> datetime | None:
        """Return the first multiple of the interval after `moment`."""
        return _EPOCH + self._step * ((moment - _EPOCH) // self._step + 1)

    def find_due(self, after: datetime, until: datetime, most: int) -> list[datetime]:
        """Return the last `most` multiples after `after` up to `until`, ascending."""
        last = _EPOCH + self._step * ((until - _EPOCH) // self._step)
        found = (last - self._step * place for place in range(most))
        return sorted(takewhile(lambda one: one > after, found))

    @property
    def _step(self) -> timedelta:
        return timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class OffsetPlan:
    """Another plan, each fire moved by `seconds`, which may be below 0."""

    plan: Plan
    seconds: float

    def next_after(self, moment: datetime) -> datetime | None:
        """Return the first moved fire after `moment`."""
        found = self.plan.next_after(moment - self._shift)
        return None if found is None else found + self._shift

    def find_due(self, after: datetime, until: datetime, most: int) -> list[datetime]:
        """Return the last `most` moved fires after `after` up to `until`, ascending."""
        shift = self._shift
        found = self.plan.find_due(after - shift, until - shift, most)
        return [one + shift for one in found]

    @property
    def _shift(self) -> timedelta:
        return timedelta(seconds=self.seconds)


def preview(plan: Plan, after: datetime, count: int) -> list[datetime]:
    """Return the next `count` fires after `after`; fewer when there are no more."""

    def follow() -> Iterator[datetime]:
        moment = plan.next_after(after)
        while moment is not None:
            yield moment
            moment = plan.next_after(moment)

    return list(islice(follow(), count))
