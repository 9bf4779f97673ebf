"""Tests of shelf, over real sockets."""

from factories import make_shelf, shelf_data
from svcgen_runtime.testing import TestService


async def test_create_shelf_over_http(running: TestService) -> None:
    """Add a shelf."""
    data = shelf_data().model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/shelves", json=data)
    assert answer.status_code == 201


async def test_delete_shelf_over_http(running: TestService) -> None:
    """Delete a shelf."""
    async with running.service.unit_of_work("test"):
        shelf = await make_shelf()
    async with running.http() as client:
        answer = await client.delete(f"/shelves/{shelf.id}")
    assert answer.status_code == 204
