"""When count authors runs by itself."""

from svcgen_runtime.schedules import ScheduleRouter

from authors.wiring import count_authors as wiring

schedules = ScheduleRouter()


@schedules.cron("*/5 * * * *")
async def count_authors() -> None:
    """Keep an eye on how many authors there are."""
    await wiring.count_authors().execute()
