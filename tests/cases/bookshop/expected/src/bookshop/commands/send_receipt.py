"""Send receipt."""

from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.schemas.send_receipt import SendReceiptInput


class SendReceipt:
    """Send receipt."""

    async def execute(self, data: SendReceiptInput) -> None:
        raise CommandNotWritten("send_receipt")
