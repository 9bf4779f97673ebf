# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: send receipt."""

from uuid import UUID

from svcgen_runtime.fields import Email
from svcgen_runtime.schema import Schema


class SendReceiptInput(Schema):
    """What send_receipt takes."""

    order_id: UUID
    email: Email
