"""HTTP routes of search orders."""

from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import AllOf
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.http import Router

from bookshop.contract.roles import Role
from bookshop.contract.schemas.order import OrderRead
from bookshop.contract.schemas.search_orders import SearchOrdersInput
from bookshop.wiring import search_orders as wiring

router = Router(tags=["search_orders"])


@router.get("/orders/search", access=AllOf(Role.VIEW_SALES))
async def search_orders(
    data: Annotated[SearchOrdersInput, Query()],
) -> KeysetPage[OrderRead]:
    """Search orders."""
    return await wiring.search_orders().execute(data)
