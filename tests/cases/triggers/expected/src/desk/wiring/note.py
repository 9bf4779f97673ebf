# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of note get what they ask for."""

from desk.commands.list_notes import ListNotes
from desk.repositories.note import NoteRepository


def list_notes() -> ListNotes:
    """Make the command list_notes."""
    return ListNotes(NoteRepository())
