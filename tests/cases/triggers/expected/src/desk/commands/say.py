"""Keep what somebody said, and tell the room."""

from svcgen_runtime.errors import CommandNotWritten

from desk.contract.schemas.say import SayInput
from desk.repositories.note import NoteRepository


class Say:
    """Keep what somebody said, and tell the room."""

    def __init__(self, notes: NoteRepository) -> None:
        self.notes = notes

    async def execute(self, data: SayInput) -> None:
        raise CommandNotWritten("say")
