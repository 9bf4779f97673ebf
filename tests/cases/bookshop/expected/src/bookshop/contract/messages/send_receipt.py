# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The message SendReceipt."""

from uuid import UUID

from svcgen_runtime.fields import Email
from svcgen_runtime.messages import Message


class SendReceipt(
    Message,
    topic="receipt.send",
    kind="task",
    version=2,
    name="SendReceipt",
):
    """What SendReceipt carries."""

    order_id: UUID
    email: Email


class SendReceiptV1(Message, topic="receipt.send", kind="task", name="SendReceipt"):
    """What SendReceiptV1 carries."""

    order_id: UUID
