"""Tests of ping, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from ping_pong.contract.schemas.ping import PingInput
from ping_pong.wiring import ping as wiring


async def test_ping_is_not_written_yet(running: TestService) -> None:
    """Replace this when ping is written."""
    number = 1
    async with running.service.unit_of_work("ping"):
        with pytest.raises(CommandNotWritten):
            await wiring.ping().execute(PingInput(text=f"text {number}"))
