"""WebSocket packages of order."""

from svcgen_runtime.access import AllOf
from svcgen_runtime.websocket import PackageRouter

from bookshop.contract.packages import PkgID
from bookshop.contract.roles import Role
from bookshop.contract.schemas.order import OrderRead, PlaceOrderInput
from bookshop.wiring import order as wiring

packages = PackageRouter()


@packages.handle(PkgID.PLACE_ORDER, access=AllOf(Role.CUSTOMER))
async def place_order(data: PlaceOrderInput) -> OrderRead:
    """Reserve stock, charge the customer, announce the order."""
    return await wiring.place_order().execute(data)
