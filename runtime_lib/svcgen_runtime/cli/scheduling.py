"""`schedule`: what the schedules of a service are about to do, and what they did."""

import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from svcgen_runtime.database.databases import Databases
from svcgen_runtime.errors import DependencyMissing, SettingsError
from svcgen_runtime.messages.envelope import format_time
from svcgen_runtime.runtimes.messaging import address_of
from svcgen_runtime.schedules import (
    Schedule,
    SlotClaimer,
    collect_schedules,
    preview,
    select_schedules,
)
from svcgen_runtime.schedules.runs import Run, RunLog

if TYPE_CHECKING:
    from svcgen_runtime.cli.options import Options
    from svcgen_runtime.service import Service

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: the chosen schedules, the record of their runs, and the present."""

    service: "Service"
    schedules: tuple[Schedule, ...]
    log: RunLog
    limit: int
    now: datetime


async def show_schedules(service: "Service", options: "Options") -> None:
    """Carry out one action of `schedule` and print its rows, as a table or as JSON.

    Raises SettingsError for a name that nobody declared, or that an action lacks;
    DependencyMissing when the database does not answer.
    """
    action = str(options.values.action)
    name = options.text("name")
    if action in _NEEDS_NAME and not name:
        raise SettingsError(f"schedule {action}: which one? 'schedule list' tells")
    schedules = collect_schedules(service.schedules)
    chosen = select_schedules(schedules, (name,) if name else ())
    async with _log_of(service) as log:
        now = datetime.now(UTC)
        asked = Asked(service, chosen, log, int(options.values.limit), now)
        rows = await _ACTIONS[action](asked)
    if options.flag("json"):
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
    else:
        sys.stdout.write(_table(rows))


@asynccontextmanager
async def _log_of(service: "Service") -> AsyncIterator[RunLog]:
    if service.metadata is None:
        raise SettingsError("this service has no database to keep a record of runs in")
    databases = Databases(service.config.database_urls())
    try:
        yield RunLog(databases.engine())
    except (SQLAlchemyError, OSError) as error:
        raise DependencyMissing(
            f"DATABASE_URL: no answer, or no tables ({type(error).__name__});"
            " 'migrate' makes them"
        ) from error
    finally:
        await databases.stop()


async def _list(asked: Asked) -> list[Row]:
    paused = await asked.log.paused()
    rows = []
    for schedule in asked.schedules:
        last = await asked.log.history(schedule.name, 1)
        rows.append(
            {
                "schedule": schedule.name,
                "next": _next(schedule, asked.now, schedule.name in paused),
                "last": format_time(last[0].slot) if last else "",
                "outcome": last[0].outcome if last else "",
            }
        )
    return rows


async def _coming(asked: Asked) -> list[Row]:
    fires = [
        (fire, schedule.name)
        for schedule in asked.schedules
        for fire in preview(schedule.plan, asked.now, asked.limit)
    ]
    return [
        {"slot": format_time(fire), "schedule": name}
        for fire, name in sorted(fires)[: asked.limit]
    ]


async def _history(asked: Asked) -> list[Row]:
    name = asked.schedules[0].name if len(asked.schedules) == 1 else ""
    return [_row(run) for run in await asked.log.history(name, asked.limit)]


async def _run(asked: Asked) -> list[Row]:
    (schedule,) = asked.schedules
    if schedule.name in await asked.log.paused():
        raise SettingsError(f"'{schedule.name}' is paused; 'resume' it first")
    claimer = SlotClaimer(asked.log, address_of(asked.service), lambda: None)
    await claimer.publish(schedule, asked.now)
    return [{"schedule": schedule.name, "slot": format_time(asked.now)}]


async def _pause(asked: Asked) -> list[Row]:
    return await _set_paused(asked, paused=True)


async def _resume(asked: Asked) -> list[Row]:
    return await _set_paused(asked, paused=False)


async def _set_paused(asked: Asked, *, paused: bool) -> list[Row]:
    (schedule,) = asked.schedules
    await asked.log.set_paused(schedule.name, asked.now, paused=paused)
    told = _next(schedule, asked.now, paused)
    return [{"schedule": schedule.name, "next": told}]


_ACTIONS: dict[str, Callable[[Asked], Coroutine[None, None, list[Row]]]] = {
    "list": _list,
    "next": _coming,
    "history": _history,
    "run": _run,
    "pause": _pause,
    "resume": _resume,
}
ACTIONS = tuple(_ACTIONS)
_NEEDS_NAME = ("run", "pause", "resume")


def _next(schedule: Schedule, now: datetime, paused: bool) -> str:
    following = schedule.plan.next_after(now)
    if paused:
        return "paused"
    return format_time(following) if following is not None else "never"


def _row(run: Run) -> Row:
    took = ""
    if run.started_at is not None and run.finished_at is not None:
        took = f"{(run.finished_at - run.started_at).total_seconds():.3f} s"
    return {
        "slot": format_time(run.slot),
        "schedule": run.schedule,
        "outcome": run.outcome,
        "took": took,
        "error": run.error,
    }


def _table(rows: Sequence[Row]) -> str:
    """Lay rows out in columns, each as wide as its longest cell."""
    if not rows:
        return "nothing\n"
    names = list(rows[0])
    cells = [names, *([row[name] for name in names] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(names))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)
