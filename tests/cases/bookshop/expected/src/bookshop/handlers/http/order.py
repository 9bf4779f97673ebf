"""HTTP routes of order."""

from uuid import UUID

from svcgen_runtime.access import AllOf, Owner
from svcgen_runtime.http import Router

from bookshop.contract.errors import OutOfStock
from bookshop.contract.roles import Role
from bookshop.contract.schemas.order import OrderRead, PlaceOrderInput
from bookshop.wiring import order as wiring
from bookshop.wiring.order import load_order

router = Router(tags=["orders"])


@router.post("/orders", access=AllOf(Role.CUSTOMER), errors=(OutOfStock,))
async def place_order(data: PlaceOrderInput) -> OrderRead:
    """Reserve stock, charge the customer, announce the order."""
    return await wiring.place_order().execute(data)


@router.get("/orders/{id}", access=Owner(load_order, "customer"))
async def get_order(id: UUID) -> OrderRead:
    """Look up an order by its key."""
    return await wiring.get_order().execute(id)
