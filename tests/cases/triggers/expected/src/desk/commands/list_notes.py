"""List notes."""

from svcgen_runtime.database import KeysetPage

from desk.contract.schemas.note import NoteQuery, NoteRead
from desk.repositories.note import NoteRepository


class ListNotes:
    """List notes."""

    def __init__(self, notes: NoteRepository) -> None:
        self.notes = notes

    async def execute(self, query: NoteQuery) -> KeysetPage[NoteRead]:
        page = await self.notes.page(query)
        return page.map(NoteRead.model_validate)
