"""Tests of say hello, over real sockets."""

import logging

import pytest
from svcgen_runtime.testing import TestService

from tasks.commands.say_hello import SayHello
from tasks.contract.schemas.say_hello import SayHelloInput
from tasks.wiring import say_hello as wiring


async def test_say_hello_greets_in_the_log(
    running: TestService, caplog: pytest.LogCaptureFixture
) -> None:
    """The greeting is logged as it came."""
    caplog.set_level(logging.INFO, SayHello.__module__)
    async with running.service.unit_of_work("say_hello"):
        await wiring.say_hello().execute(SayHelloInput(message="hello %s"))
    assert caplog.messages == ["hello %s"]
