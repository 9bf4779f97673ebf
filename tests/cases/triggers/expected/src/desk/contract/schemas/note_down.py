# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: note down."""

from svcgen_runtime.schema import Schema


class NoteDownInput(Schema):
    """What note_down takes."""

    text: str


class NoteDownOutput(Schema):
    """What note_down gives back."""

    count: int
