"""How SendReceipt of earlier versions is read."""

from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.messages.send_receipt import SendReceipt, SendReceiptV1


def from_v1(message: SendReceiptV1) -> SendReceipt:
    """Make SendReceipt of one of version 1."""
    raise CommandNotWritten("SendReceipt.from_v1")
