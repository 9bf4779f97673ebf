# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of search orders get what they ask for."""

from bookshop.commands.search_orders import SearchOrders
from bookshop.repositories.order import OrderRepository


def search_orders() -> SearchOrders:
    """Make the command search_orders."""
    return SearchOrders(OrderRepository())
