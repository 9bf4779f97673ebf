"""Reserve stock, charge the customer, announce the order."""

from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.schemas.order import OrderRead, PlaceOrderInput
from bookshop.repositories.book import BookRepository
from bookshop.repositories.order import OrderRepository


class PlaceOrder:
    """Reserve stock, charge the customer, announce the order."""

    def __init__(self, books: BookRepository, orders: OrderRepository) -> None:
        self.books = books
        self.orders = orders

    async def execute(self, data: PlaceOrderInput) -> OrderRead:
        raise CommandNotWritten("place_order")
