# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The message Ping."""

from svcgen_runtime.messages import Message


class Ping(Message, topic="ping", kind="task", name="Ping"):
    """What Ping carries."""

    text: str
