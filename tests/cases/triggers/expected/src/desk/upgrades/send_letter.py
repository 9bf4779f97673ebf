"""How SendLetter of earlier versions is read."""

from svcgen_runtime.errors import CommandNotWritten

from desk.contract.messages.send_letter import SendLetter, SendLetterV1, SendLetterV2


def from_v1(message: SendLetterV1) -> SendLetter:
    """Make SendLetter of one of version 1."""
    raise CommandNotWritten("SendLetter.from_v1")


def from_v2(message: SendLetterV2) -> SendLetter:
    """Make SendLetter of one of version 2."""
    return SendLetter(to=message.to, language=message.language)
