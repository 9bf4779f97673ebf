"""Schedules: a clock that can be read, in a zone that exists."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from cronsim import CronSim, CronSimError

from svcgen.diagnostics import Diagnostic, closest
from svcgen.diagnostics.catalogue.fields import WITHOUT_EFFECT
from svcgen.diagnostics.catalogue.messages import (
    BAD_CRON,
    BAD_DURATION,
    BAD_TIMEZONE,
    SCHEDULE_CLOCK,
)
from svcgen.spec.messaging import ScheduleSpec
from svcgen.validate.world import Path, World

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
LONGEST_CRON = 200


def check_schedules(world: World) -> Iterator[Diagnostic]:
    """Find clocks that cannot be read."""
    for name, schedule in world.spec.schedules.items():
        at = ("schedules", name)
        if (schedule.cron is None) == (schedule.every is None):
            yield SCHEDULE_CLOCK.at(world.key(*at))
        if schedule.cron is not None:
            reason = cron_fault(schedule.cron)
            if reason is not None:
                yield BAD_CRON.at(
                    world.at(*at, "cron"), cron=schedule.cron, reason=reason
                )
        yield from _zone(world, schedule, at)
        for key in ("every", "timeout"):
            value = getattr(schedule, key)
            if value is not None and value <= 0:
                yield BAD_DURATION.at(world.at(*at, key), key=key, reason="")


def _zone(world: World, schedule: ScheduleSpec, at: Path) -> Iterator[Diagnostic]:
    if schedule.timezone != "UTC" and schedule.timezone not in _zones():
        hint = closest(schedule.timezone, tuple(sorted(_zones())))
        yield BAD_TIMEZONE.at(
            world.at(*at, "timezone"), name=schedule.timezone, hint=hint
        )
    elif schedule.cron is None and "timezone" in schedule.model_fields_set:
        reason = "an interval is the same in every zone"
        yield WITHOUT_EFFECT.at(
            world.key(*at, "timezone"), key="timezone", reason=reason
        )


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


@lru_cache(maxsize=1024)
def cron_fault(cron: str) -> str | None:
    """Say why an expression is none: 5 fields, or 6 with the seconds last (Debian cron's grammar)."""
    parts = cron.split()
    if len(parts) not in (5, 6) or len(cron) > LONGEST_CRON:
        return f"it has {len(parts)} fields; 5 are needed, or 6 with the seconds last"
    if not cron.isascii():
        return "it has characters that are not ASCII"
    try:
        fires = CronSim(" ".join(parts[:5]), EPOCH)
        if len(parts) == 6:
            CronSim(f"{parts[5]} * * * * *", EPOCH)
        next(fires)
    except StopIteration:
        return "it never fires"
    except CronSimError as error:
        return str(error).lower()
    return None
