"""What a topic triggers."""

from svcgen_runtime.messages import AnyMessage, ConsumerRouter

from bookshop.contract.schemas.count_sale import CountSaleInput
from bookshop.wiring import count_sale as wiring

consumers = ConsumerRouter()


@consumers.handle(AnyMessage, topic="order.*")
async def watch_topic(message: AnyMessage) -> None:
    """Handle order.*."""
    await wiring.count_sale().execute(
        CountSaleInput.model_validate(
            message.model_dump(include={"order_id", "total"}),
        ),
    )
