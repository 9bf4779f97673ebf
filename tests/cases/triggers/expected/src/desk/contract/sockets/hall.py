# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What the socket hall receives."""

from svcgen_runtime.schema import Schema


class HallReceived(Schema):
    """What a frame of hall carries."""

    content: str
