"""Keep a note through the journal."""

from svcgen_runtime.errors import CommandNotWritten

from desk.contract.schemas.note_down import NoteDownInput, NoteDownOutput
from desk.parts import Journal


class NoteDown:
    """Keep a note through the journal."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    async def execute(self, data: NoteDownInput) -> NoteDownOutput:
        raise CommandNotWritten("note_down")
