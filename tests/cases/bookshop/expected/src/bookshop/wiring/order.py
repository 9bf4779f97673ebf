# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of order get what they ask for."""

from uuid import UUID

from bookshop.commands.get_order import GetOrder
from bookshop.commands.order import PlaceOrder
from bookshop.contract.models.order import Order
from bookshop.repositories.book import BookRepository
from bookshop.repositories.order import OrderRepository


def get_order() -> GetOrder:
    """Make the command get_order."""
    return GetOrder(OrderRepository())


def place_order() -> PlaceOrder:
    """Make the command place_order."""
    return PlaceOrder(BookRepository(), OrderRepository())


async def load_order(id: UUID) -> Order:
    """Load an order, to tell whose it is."""
    return await OrderRepository().require(id)


async def load_order_by_order_id(order_id: UUID) -> Order:
    """Load an order, to tell whose it is."""
    return await OrderRepository().require(order_id)
