"""Tests of say, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from desk.contract.schemas.say import SayInput
from desk.wiring import say as wiring


async def test_say_is_not_written_yet(running: TestService) -> None:
    """Replace this when say is written."""
    number = 1
    async with running.service.unit_of_work("say"):
        with pytest.raises(CommandNotWritten):
            await wiring.say().execute(
                SayInput(
                    room_id=f"room id {number}",
                    number=number,
                    content=f"content {number}",
                ),
            )
