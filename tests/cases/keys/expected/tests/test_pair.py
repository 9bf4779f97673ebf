"""Tests of pair, over real sockets."""

from factories import make_pair, pair_data
from svcgen_runtime.testing import TestService


async def test_create_pair_over_http(running: TestService) -> None:
    """Add a pair."""
    data = pair_data().model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/pairs", json=data)
    assert answer.status_code == 201


async def test_list_pairs_over_http(running: TestService) -> None:
    """List pairs."""
    async with running.service.unit_of_work("test"):
        await make_pair()
    async with running.http() as client:
        answer = await client.get("/pairs")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_get_pair_over_http(running: TestService) -> None:
    """Look up a pair by its key."""
    async with running.service.unit_of_work("test"):
        pair = await make_pair()
    async with running.http() as client:
        answer = await client.get(f"/pairs/{pair.left}/{pair.right}")
    assert answer.status_code == 200


async def test_delete_pair_over_http(running: TestService) -> None:
    """Delete a pair."""
    async with running.service.unit_of_work("test"):
        pair = await make_pair()
    async with running.http() as client:
        answer = await client.delete(f"/pairs/{pair.left}/{pair.right}")
    assert answer.status_code == 204
