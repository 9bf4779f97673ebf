# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The message OrderPlaced."""

from decimal import Decimal
from uuid import UUID

from svcgen_runtime.messages import Message


class OrderPlaced(Message, topic="order.placed", kind="event", name="OrderPlaced"):
    """What OrderPlaced carries."""

    order_id: UUID
    total: Decimal
