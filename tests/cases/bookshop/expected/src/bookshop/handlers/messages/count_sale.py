"""What OrderPlaced triggers."""

from svcgen_runtime.messages import ConsumerRouter

from bookshop.contract.messages.order_placed import OrderPlaced
from bookshop.contract.schemas.count_sale import CountSaleInput
from bookshop.wiring import count_sale as wiring

consumers = ConsumerRouter()


@consumers.handle(OrderPlaced, queue="sales", settle="manual")
async def count_sale(message: OrderPlaced) -> None:
    """Handle OrderPlaced."""
    await wiring.count_sale().execute(
        CountSaleInput(order_id=message.order_id, total=message.total),
    )
