"""Tests of send hello, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from tasks.contract.schemas.send_hello import SendHelloInput
from tasks.wiring import send_hello as wiring


@pytest.mark.parametrize(("method", "path"), [("POST", "/tasks/hello")])
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), [("POST", "/tasks/hello")])
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_send_hello_is_not_written_yet(running: TestService) -> None:
    """Replace this when send_hello is written."""
    number = 1
    async with running.service.unit_of_work("send_hello"):
        with pytest.raises(CommandNotWritten):
            await wiring.send_hello().execute(
                SendHelloInput(message=f"message {number}"),
            )
