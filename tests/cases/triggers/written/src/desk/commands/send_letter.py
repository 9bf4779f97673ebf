"""Send letter."""

from desk.contract.schemas.note import NoteCreate
from desk.contract.schemas.send_letter import SendLetterInput
from desk.repositories.note import NoteRepository


class SendLetter:
    """Send letter."""

    def __init__(self, notes: NoteRepository) -> None:
        self.notes = notes

    async def execute(self, data: SendLetterInput) -> None:
        await self.notes.create(NoteCreate(text=data.to, author=data.language))
