# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: say hello."""

from svcgen_runtime.schema import Schema


class SayHelloInput(Schema):
    """What say_hello takes."""

    message: str
