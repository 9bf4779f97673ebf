"""Ask for letter."""

from svcgen_runtime.errors import CommandNotWritten

from desk.contract.schemas.ask_for_letter import AskForLetterInput


class AskForLetter:
    """Ask for letter."""

    async def execute(self, data: AskForLetterInput) -> None:
        raise CommandNotWritten("ask_for_letter")
