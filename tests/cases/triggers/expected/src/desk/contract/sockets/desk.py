# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What the socket desk receives."""

from svcgen_runtime.schema import Schema


class DeskReceived(Schema):
    """What a frame of desk carries."""

    content: str
