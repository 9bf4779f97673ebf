"""Tests of follow, over real sockets."""

from factories import follow_data, make_reader
from svcgen_runtime.testing import TestService


async def test_create_follow_over_http(running: TestService) -> None:
    """Add a follow."""
    async with running.service.unit_of_work("test"):
        parent_1 = await make_reader()
    assert parent_1.id is not None
    data = follow_data(parent_1.id).model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/follows", json=data)
    assert answer.status_code == 201
