"""A provider of a unit of work: made within it, torn down before its commit."""

from svcgen_runtime.testing import TestService
from test_say import texts

from desk.parts import Ledger


async def test_what_the_journal_holds_is_kept(running: TestService) -> None:
    """Its tear-down writes in the session of the unit of work, and each request has one of its own."""
    async with running.http(()) as client:
        for text in ("one", "two"):
            answer = await client.post("/journal", json={"text": text})
            assert answer.json() == {"count": 1}
        assert (await client.post("/journal", json={"text": "no"})).status_code == 500
    assert await texts(running) == [
        ("one (signed)", "journal"),
        ("two (signed)", "journal"),
    ]
    ledger = running.service.container.get(Ledger, "ledger")
    assert ledger.closed == ["note_down", "note_down"]
