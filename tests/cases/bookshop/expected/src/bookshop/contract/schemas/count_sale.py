# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: count sale."""

from decimal import Decimal
from uuid import UUID

from svcgen_runtime.schema import Schema


class CountSaleInput(Schema):
    """What count_sale takes."""

    order_id: UUID
    total: Decimal
