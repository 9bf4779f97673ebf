"""Look up an order by its key."""

from uuid import UUID

from bookshop.contract.schemas.order import OrderRead
from bookshop.repositories.order import OrderRepository


class GetOrder:
    """Look up an order by its key."""

    def __init__(self, orders: OrderRepository) -> None:
        self.orders = orders

    async def execute(self, id: UUID) -> OrderRead:
        order = await self.orders.require(id)
        return OrderRead.model_validate(order)
