"""Watch orders."""

from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.schemas.order import OrderRead
from bookshop.repositories.order import OrderRepository


class WatchOrders:
    """Watch orders."""

    def __init__(self, orders: OrderRepository) -> None:
        self.orders = orders

    async def execute(self) -> list[OrderRead]:
        raise CommandNotWritten("watch_orders")
