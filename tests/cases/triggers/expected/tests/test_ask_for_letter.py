"""Tests of ask for letter, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from desk.contract.schemas.ask_for_letter import AskForLetterInput
from desk.wiring import ask_for_letter as wiring


@pytest.mark.parametrize(("method", "path"), [("POST", "/letters")])
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


async def test_ask_for_letter_is_not_written_yet(running: TestService) -> None:
    """Replace this when ask_for_letter is written."""
    number = 1
    async with running.service.unit_of_work("ask_for_letter"):
        with pytest.raises(CommandNotWritten):
            await wiring.ask_for_letter().execute(AskForLetterInput(to=f"to {number}"))
