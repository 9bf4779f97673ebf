"""What SendLetter triggers."""

from svcgen_runtime.messages import ConsumerRouter

from desk.contract.messages.send_letter import SendLetter
from desk.contract.schemas.send_letter import SendLetterInput
from desk.upgrades import send_letter as upgrades
from desk.wiring import send_letter as wiring

consumers = ConsumerRouter()


@consumers.handle(SendLetter, previous=(upgrades.from_v1, upgrades.from_v2))
async def send_letter(message: SendLetter) -> None:
    """Handle SendLetter."""
    await wiring.send_letter().execute(
        SendLetterInput(to=message.to, language=message.language),
    )
