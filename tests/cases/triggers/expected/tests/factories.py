"""How tests make rows: two numbers give two different ones."""

from desk.contract.models.note import Note
from desk.contract.schemas.note import NoteCreate
from desk.repositories.note import NoteRepository


def note_data(number: int = 1) -> NoteCreate:
    """What is given to add a note."""
    return NoteCreate(text=f"text {number}", author=f"author {number}")


async def make_note(number: int = 1) -> Note:
    """Keep a note, with what it refers to."""
    return await NoteRepository().create(note_data(number))
