# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The message SendLetter."""

from svcgen_runtime.messages import Message


class SendLetter(
    Message,
    topic="letter.send",
    kind="task",
    version=3,
    name="SendLetter",
):
    """What SendLetter carries."""

    to: str
    language: str


class SendLetterV1(Message, topic="letter.send", kind="task", name="SendLetter"):
    """What SendLetterV1 carries."""

    name: str


class SendLetterV2(
    Message,
    topic="letter.send",
    kind="task",
    version=2,
    name="SendLetter",
):
    """What SendLetterV2 carries."""

    to: str
    language: str
    urgent: bool
