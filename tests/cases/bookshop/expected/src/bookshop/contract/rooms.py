# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The rooms that sockets join."""

from uuid import UUID

from svcgen_runtime.access import AllOf, Owner
from svcgen_runtime.websocket import Room

from bookshop.contract.roles import Role
from bookshop.wiring.order import load_order_by_order_id

ORDER = Room(
    "order",
    key={"order_id": UUID},
    join=Owner(load_order_by_order_id, "customer"),
)
CHAT = Room("chat", key={"room_id": str}, join=AllOf(Role.CUSTOMER))
