"""How SendLetter of earlier versions is read."""

from desk.contract.messages.send_letter import SendLetter, SendLetterV1, SendLetterV2


def from_v1(message: SendLetterV1) -> SendLetter:
    """Make SendLetter of one of version 1."""
    return SendLetter(to=message.name, language="la")


def from_v2(message: SendLetterV2) -> SendLetter:
    """Make SendLetter of one of version 2."""
    return SendLetter(to=message.to, language=message.language)
