# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: order."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import Schema

from bookshop.contract.enums import OrderStatus


class OrderCreate(Schema):
    """What is given to add an order."""

    customer: UUID
    book_id: UUID
    quantity: int
    status: OrderStatus = OrderStatus.PENDING
    total: Decimal


class OrderRead(Schema):
    """An order."""

    id: Annotated[UUID, Field(description="The key.")]
    customer: UUID
    book_id: UUID
    quantity: int
    status: OrderStatus
    total: Decimal
    created_at: Annotated[UtcDatetime, Field(description="When the row was made.")]
    updated_at: Annotated[
        UtcDatetime,
        Field(description="When the row was last changed."),
    ]
    version: Annotated[int, Field(description="How often the row was changed.")]


class PlaceOrderInput(Schema):
    """What place_order takes."""

    book_id: UUID
    quantity: Annotated[int, Field(ge=1, le=100)]
