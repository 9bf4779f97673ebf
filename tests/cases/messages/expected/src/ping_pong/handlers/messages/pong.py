"""What Ping triggers."""

from svcgen_runtime.messages import ConsumerRouter

from ping_pong.contract.messages.ping import Ping
from ping_pong.contract.schemas.pong import PongInput
from ping_pong.wiring import pong as wiring

consumers = ConsumerRouter()


@consumers.handle(Ping)
async def pong(message: Ping) -> None:
    """Handle Ping."""
    await wiring.pong().execute(PongInput(text=message.text))
