"""Tests of note down, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from desk.contract.schemas.note_down import NoteDownInput
from desk.wiring import note_down as wiring


@pytest.mark.parametrize(("method", "path"), [("POST", "/journal")])
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


async def test_note_down_is_not_written_yet(running: TestService) -> None:
    """Replace this when note_down is written."""
    number = 1
    async with running.service.unit_of_work("note_down"):
        with pytest.raises(CommandNotWritten):
            await (await wiring.note_down()).execute(
                NoteDownInput(text=f"text {number}"),
            )
