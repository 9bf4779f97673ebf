"""Search orders."""

from svcgen_runtime.database import KeysetPage
from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.schemas.order import OrderRead
from bookshop.contract.schemas.search_orders import SearchOrdersInput
from bookshop.repositories.order import OrderRepository


class SearchOrders:
    """Search orders."""

    def __init__(self, orders: OrderRepository) -> None:
        self.orders = orders

    async def execute(self, data: SearchOrdersInput) -> KeysetPage[OrderRead]:
        raise CommandNotWritten("search_orders")
