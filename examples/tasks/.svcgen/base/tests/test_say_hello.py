"""Tests of say hello, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from tasks.contract.schemas.say_hello import SayHelloInput
from tasks.wiring import say_hello as wiring


async def test_say_hello_is_not_written_yet(running: TestService) -> None:
    """Replace this when say_hello is written."""
    number = 1
    async with running.service.unit_of_work("say_hello"):
        with pytest.raises(CommandNotWritten):
            await wiring.say_hello().execute(SayHelloInput(message=f"message {number}"))
