"""When ping runs by itself."""

from svcgen_runtime.schedules import ScheduleRouter

from ping_pong.contract.schemas.ping import PingInput
from ping_pong.wiring import ping as wiring

schedules = ScheduleRouter()


@schedules.every(30.0)
async def ping() -> None:
    """Run ping."""
    await wiring.ping().execute(PingInput(text="tick"))
