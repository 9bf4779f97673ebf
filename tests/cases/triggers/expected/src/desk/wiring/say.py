# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of say get what they ask for."""

from desk.commands.say import Say
from desk.repositories.note import NoteRepository


def say() -> Say:
    """Make the command say."""
    return Say(NoteRepository())
