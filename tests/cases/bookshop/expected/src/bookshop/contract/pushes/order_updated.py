# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The push ORDER_UPDATED."""

from uuid import UUID

from svcgen_runtime.websocket import Push

from bookshop.contract.enums import OrderStatus
from bookshop.contract.packages import PkgID


class OrderUpdated(Push, pkg_id=PkgID.ORDER_UPDATED, room="order", key=("order_id",)):
    """What OrderUpdated carries."""

    order_id: UUID
    status: OrderStatus
