"""Data access: notes."""

from uuid import UUID

from svcgen_runtime.database import Repository

from desk.contract.models.note import Note


class NoteRepository(Repository[Note, UUID]):
    """Where notes are kept."""

    model = Note
