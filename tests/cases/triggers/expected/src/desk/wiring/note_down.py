# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of note down get what they ask for."""

from svcgen_runtime.context import use_unit_provider

from desk.commands.note_down import NoteDown
from desk.parts import Journal


async def note_down() -> NoteDown:
    """Make the command note_down."""
    return NoteDown(await use_unit_provider(Journal, "journal"))
