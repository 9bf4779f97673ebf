"""What UserCreated triggers."""

from decimal import Decimal

from svcgen_runtime.messages import ConsumerRouter

from bookshop.contract.messages.user_created import UserCreated
from bookshop.contract.schemas.count_sale import CountSaleInput
from bookshop.wiring import count_sale as wiring

consumers = ConsumerRouter()


@consumers.handle(UserCreated, exchange="accounts.{environment}")
async def on_user(message: UserCreated) -> None:
    """Handle UserCreated."""
    await wiring.count_sale().execute(
        CountSaleInput(order_id=message.user_id, total=Decimal("0")),
    )
