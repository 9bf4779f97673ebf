"""HTTP routes of ask for letter."""

from svcgen_runtime.access import AUTHENTICATED
from svcgen_runtime.http import Router

from desk.contract.schemas.ask_for_letter import AskForLetterInput
from desk.wiring import ask_for_letter as wiring

router = Router(tags=["ask_for_letter"])


@router.post("/letters", access=AUTHENTICATED, status=204)
async def ask_for_letter(data: AskForLetterInput) -> None:
    """Ask for letter."""
    await wiring.ask_for_letter().execute(data)
