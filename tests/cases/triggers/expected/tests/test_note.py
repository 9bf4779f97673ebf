"""Tests of note, over real sockets."""

from factories import make_note
from svcgen_runtime.testing import TestService


async def test_list_notes_over_http(running: TestService) -> None:
    """List notes."""
    async with running.service.unit_of_work("test"):
        await make_note()
    async with running.http() as client:
        answer = await client.get("/notes")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1
