# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What the socket chat receives."""

from svcgen_runtime.schema import Schema


class ChatReceived(Schema):
    """What a frame of chat carries."""

    content: str
