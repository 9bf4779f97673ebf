"""Schedules, as they are declared; no clock runs here."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict, TypeVar, Unpack

from svcgen_runtime.declared import collect, select
from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.schedules.plans import CronPlan, IntervalPlan, OffsetPlan, Plan

Overlap = Literal["skip", "queue", "allow"]
Misfire = Literal["skip", "once", "all"]
Job = Callable[[], Awaitable[None]]
J = TypeVar("J", bound=Job)

DEFAULT_CONCURRENCY = 10
DEFAULT_TIMEOUT = 300.0
"""Seconds that a job may take unless it says otherwise."""


class JobOptions(TypedDict, total=False):
    """Options of every schedule; each has a default.

    `name` is its name on the wire (default: the function's). `overlap` says what
    becomes of a fire while the job still runs: `skip` (default) leaves it out, `queue`
    runs it afterwards, `allow` runs both. `misfire` says what becomes of fires that
    were missed: `skip` leaves them out, `once` (default) runs the last, `all` runs
    each, the last 100 at most. `timeout` is in seconds, None for none. `offset` moves
    each fire by seconds; `jitter` puts off each run by up to so many seconds, to spread
    load. `max_concurrency` bounds the runs at a time with `overlap="allow"`.
    """

    name: str
    group: str
    overlap: Overlap
    misfire: Misfire
    timeout: float | None
    offset: float
    jitter: float
    max_concurrency: int


class CronOptions(JobOptions, total=False):
    """Options of a cron schedule: `timezone` is an IANA name, by default UTC."""

    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One declared schedule."""

    function: Job
    plan: Plan
    name: str
    group: str = ""
    overlap: Overlap = "skip"
    misfire: Misfire = "once"
    timeout: float | None = DEFAULT_TIMEOUT
    offset: float = 0.0
    jitter: float = 0.0
    max_concurrency: int = DEFAULT_CONCURRENCY

    @property
    def most_at_once(self) -> int:
        """How many runs there are at a time."""
        return self.max_concurrency if self.overlap == "allow" else 1

    def __post_init__(self) -> None:
        if self.jitter < 0:
            raise RuntimeFault(f"schedule '{self.name}': jitter is 0 seconds or more")
        if self.max_concurrency < 1:
            raise RuntimeFault(f"schedule '{self.name}': max_concurrency is at least 1")
        if self.timeout is not None and self.timeout <= 0:
            raise RuntimeFault(f"schedule '{self.name}': timeout is above 0 seconds")


class ScheduleRouter:
    """Collects the schedules of one module. `group` is for all that name none."""

    def __init__(self, group: str = "") -> None:
        self.group = group
        self._schedules: list[Schedule] = []

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """What was declared, in order."""
        return tuple(self._schedules)

    def cron(self, expression: str, **options: Unpack[CronOptions]) -> Callable[[J], J]:
        """Run the decorated coroutine function at the times of a cron expression.

        5 fields (minute hour day month weekday), or 6 with the seconds last. Raises
        RuntimeFault for an expression or a zone that is none.
        """
        try:
            plan = CronPlan(expression, options.get("timezone", "UTC"))
        except ValueError as error:
            raise RuntimeFault(str(error)) from error
        return self._declare(plan, options)

    def every(self, seconds: float, **options: Unpack[JobOptions]) -> Callable[[J], J]:
        """Run the decorated coroutine function every `seconds` seconds.

        Raises RuntimeFault for an interval of 0 or less.
        """
        try:
            plan = IntervalPlan(seconds)
        except ValueError as error:
            raise RuntimeFault(str(error)) from error
        return self._declare(plan, options)

    def _declare(self, plan: Plan, options: JobOptions) -> Callable[[J], J]:
        def declare(function: J) -> J:
            offset = options.get("offset", 0.0)
            schedule = Schedule(
                function=function,
                plan=OffsetPlan(plan, offset) if offset else plan,
                name=options.get("name") or function.__name__,
                group=options.get("group") or self.group,
                overlap=options.get("overlap", "skip"),
                misfire=options.get("misfire", "once"),
                timeout=options.get("timeout", DEFAULT_TIMEOUT),
                offset=offset,
                jitter=options.get("jitter", 0.0),
                max_concurrency=options.get("max_concurrency", DEFAULT_CONCURRENCY),
            )
            self._schedules.append(schedule)
            return function

        return declare


def collect_schedules(routers: Iterable[ScheduleRouter]) -> tuple[Schedule, ...]:
    """Return the schedules of `routers`. Raises RuntimeFault for a name used twice."""
    return collect("schedule", (one for router in routers for one in router.schedules))


def select_schedules(
    schedules: Sequence[Schedule], names: Sequence[str] = (), groups: Sequence[str] = ()
) -> tuple[Schedule, ...]:
    """Return the schedules with one of `names` or in one of `groups`; all if none given.

    Raises SettingsError, listing every name and group that nobody declared.
    """
    return select("schedule", schedules, names, groups)
