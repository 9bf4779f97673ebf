# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of watch orders get what they ask for."""

from bookshop.commands.watch_orders import WatchOrders
from bookshop.repositories.order import OrderRepository


def watch_orders() -> WatchOrders:
    """Make the command watch_orders."""
    return WatchOrders(OrderRepository())
