"""Keep what somebody said, and tell the room."""

from svcgen_runtime.context import use_principal

from desk.contract.pushes.said import Said
from desk.contract.schemas.note import NoteCreate
from desk.contract.schemas.say import SayInput
from desk.repositories.note import NoteRepository


class Say:
    """Keep what somebody said, and tell the room."""

    def __init__(self, notes: NoteRepository) -> None:
        self.notes = notes

    async def execute(self, data: SayInput) -> None:
        author = use_principal().subject
        await self.notes.create(NoteCreate(text=data.content, author=author))
        said = Said(room_id=data.room_id, number=data.number, content=data.content)
        await said.send()
        if data.content == "no":
            raise RuntimeError("the secret")
