# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of note author get what they ask for."""

from authors.commands.note_author import NoteAuthor


def note_author() -> NoteAuthor:
    """Make the command note_author."""
    return NoteAuthor()
