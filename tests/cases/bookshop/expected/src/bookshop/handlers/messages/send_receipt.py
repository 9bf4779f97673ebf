"""What SendReceipt triggers."""

from svcgen_runtime.messages import ConsumerRouter, Retry

from bookshop.contract.messages.send_receipt import SendReceipt
from bookshop.contract.schemas.send_receipt import SendReceiptInput
from bookshop.upgrades import send_receipt as upgrades
from bookshop.wiring import send_receipt as wiring

consumers = ConsumerRouter()


@consumers.handle(
    SendReceipt,
    previous=(upgrades.from_v1,),
    timeout=30.0,
    concurrency=10,
    retry=Retry(attempts=5, first_delay=1.0, factor=2.0, max_delay=300.0, jitter=True),
)
async def send_receipt(message: SendReceipt) -> None:
    """Handle SendReceipt."""
    await wiring.send_receipt().execute(
        SendReceiptInput(order_id=message.order_id, email=message.email),
    )
