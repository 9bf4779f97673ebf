"""When republish pending runs by itself."""

from svcgen_runtime.schedules import ScheduleRouter

from tasks.wiring import republish_pending as wiring

schedules = ScheduleRouter()


@schedules.cron("* * * * * */5")
async def republish_pending() -> None:
    """Every five seconds."""
    await wiring.republish_pending().execute()
