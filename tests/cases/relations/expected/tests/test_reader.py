"""Tests of reader, over real sockets."""

from factories import reader_data
from svcgen_runtime.testing import TestService


async def test_create_reader_over_http(running: TestService) -> None:
    """Add a reader."""
    data = reader_data().model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/readers", json=data)
    assert answer.status_code == 201
