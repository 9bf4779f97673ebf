"""Tests of genre, over real sockets."""

from factories import genre_data, make_genre
from svcgen_runtime.testing import TestService


async def test_create_genre_over_http(running: TestService) -> None:
    """Add a genre."""
    data = genre_data().model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/genres", json=data)
    assert answer.status_code == 201


async def test_get_genre_over_http(running: TestService) -> None:
    """Look up a genre by its key."""
    async with running.service.unit_of_work("test"):
        genre = await make_genre()
    async with running.http() as client:
        answer = await client.get(f"/genres/{genre.code}")
    assert answer.status_code == 200


async def test_delete_genre_over_http(running: TestService) -> None:
    """Delete a genre."""
    async with running.service.unit_of_work("test"):
        genre = await make_genre()
    async with running.http() as client:
        answer = await client.delete(f"/genres/{genre.code}")
    assert answer.status_code == 204
