# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: ask for letter."""

from svcgen_runtime.schema import Schema


class AskForLetterInput(Schema):
    """What ask_for_letter takes."""

    to: str
