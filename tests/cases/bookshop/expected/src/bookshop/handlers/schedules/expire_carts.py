"""When expire carts runs by itself."""

from svcgen_runtime.schedules import ScheduleRouter

from bookshop.contract.schemas.expire_carts import ExpireCartsInput
from bookshop.wiring import expire_carts as wiring

schedules = ScheduleRouter()


@schedules.cron("*/5 * * * *", timezone="Europe/Berlin", timeout=60.0)
async def expire_carts() -> None:
    """Cancel orders that stay pending for a day."""
    await wiring.expire_carts().execute(ExpireCartsInput())
