"""HTTP routes of watch orders."""

from svcgen_runtime.access import AllOf
from svcgen_runtime.http import Router

from bookshop.contract.roles import Role
from bookshop.contract.schemas.order import OrderRead
from bookshop.wiring import watch_orders as wiring

router = Router(tags=["watch_orders"])


@router.get("/orders/watch", access=AllOf(Role.VIEW_SALES))
async def watch_orders() -> list[OrderRead]:
    """Watch orders."""
    return await wiring.watch_orders().execute()
