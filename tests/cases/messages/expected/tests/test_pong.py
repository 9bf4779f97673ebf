"""Tests of pong, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from ping_pong.contract.schemas.pong import PongInput
from ping_pong.wiring import pong as wiring


async def test_pong_is_not_written_yet(running: TestService) -> None:
    """Replace this when pong is written."""
    number = 1
    async with running.service.unit_of_work("pong"):
        with pytest.raises(CommandNotWritten):
            await wiring.pong().execute(PongInput(text=f"text {number}"))
