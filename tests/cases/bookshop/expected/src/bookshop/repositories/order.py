"""Data access: orders."""

from uuid import UUID

from svcgen_runtime.database import Repository

from bookshop.contract.models.order import Order


class OrderRepository(Repository[Order, UUID]):
    """Where orders are kept."""

    model = Order
