# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: pong."""

from svcgen_runtime.schema import Schema


class PongInput(Schema):
    """What pong takes."""

    text: str
