"""Tests of count rows, over real sockets."""

from factories import make_flight, make_plane
from svcgen_runtime.testing import TestService


async def test_count_rows_over_http(running: TestService) -> None:
    """One number a table."""
    async with running.service.unit_of_work("test"):
        await make_flight()
        await make_plane()
    async with running.http() as client:
        answer = await client.get("/counts")
    assert answer.status_code == 200
    assert answer.json() == {
        "airlines": 1,
        "airports": 1,
        "planes": 1,
        "weather": 0,
        "flights": 1,
    }
