"""Send letter."""

from svcgen_runtime.errors import CommandNotWritten

from desk.contract.schemas.send_letter import SendLetterInput
from desk.repositories.note import NoteRepository


class SendLetter:
    """Send letter."""

    def __init__(self, notes: NoteRepository) -> None:
        self.notes = notes

    async def execute(self, data: SendLetterInput) -> None:
        raise CommandNotWritten("send_letter")
