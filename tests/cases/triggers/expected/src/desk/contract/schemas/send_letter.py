# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: send letter."""

from svcgen_runtime.schema import Schema


class SendLetterInput(Schema):
    """What send_letter takes."""

    to: str
    language: str
