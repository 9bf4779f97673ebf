"""Keep a note through the journal."""

from desk.contract.schemas.note_down import NoteDownInput, NoteDownOutput
from desk.parts import Journal


class NoteDown:
    """Keep a note through the journal."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    async def execute(self, data: NoteDownInput) -> NoteDownOutput:
        self.journal.lines.append(data.text)
        if data.text == "no":
            raise RuntimeError("the secret")
        return NoteDownOutput(count=len(self.journal.lines))
