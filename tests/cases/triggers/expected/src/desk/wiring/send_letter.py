# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of send letter get what they ask for."""

from desk.commands.send_letter import SendLetter
from desk.repositories.note import NoteRepository


def send_letter() -> SendLetter:
    """Make the command send_letter."""
    return SendLetter(NoteRepository())
