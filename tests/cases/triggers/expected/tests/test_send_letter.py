"""Tests of send letter, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from desk.contract.schemas.send_letter import SendLetterInput
from desk.wiring import send_letter as wiring


async def test_send_letter_is_not_written_yet(running: TestService) -> None:
    """Replace this when send_letter is written."""
    number = 1
    async with running.service.unit_of_work("send_letter"):
        with pytest.raises(CommandNotWritten):
            await wiring.send_letter().execute(
                SendLetterInput(to=f"to {number}", language=f"language {number}"),
            )
