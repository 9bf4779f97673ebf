"""Tests of author, over real sockets."""

import pytest
from factories import author_data, make_author
from svcgen_runtime.testing import TestService

from bookshop.contract.packages import PkgID
from bookshop.contract.roles import Role


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/authors"),
        ("PATCH", "/authors/00000000-0000-7000-8000-000000000000"),
        ("DELETE", "/authors/00000000-0000-7000-8000-000000000000"),
    ],
)
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/authors"),
        ("PATCH", "/authors/00000000-0000-7000-8000-000000000000"),
        ("DELETE", "/authors/00000000-0000-7000-8000-000000000000"),
    ],
)
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_create_author_over_http(running: TestService) -> None:
    """Add an author."""
    data = author_data().model_dump(mode="json")
    async with running.http([Role.EDITOR]) as client:
        answer = await client.post("/authors", json=data)
    assert answer.status_code == 201


async def test_create_author_over_websocket(running: TestService) -> None:
    """Add an author."""
    data = author_data().model_dump(mode="json")
    async with running.websocket([Role.EDITOR]) as socket:
        reply = await socket.call(PkgID.CREATE_AUTHOR, data)
    assert reply.status_code == 0


async def test_list_authors_over_http(running: TestService) -> None:
    """List authors."""
    async with running.service.unit_of_work("test"):
        await make_author()
    async with running.http() as client:
        answer = await client.get("/authors")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_list_authors_over_websocket(running: TestService) -> None:
    """List authors."""
    async with running.service.unit_of_work("test"):
        await make_author()
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_AUTHORS)
    assert reply.status_code == 0


async def test_get_author_over_http(running: TestService) -> None:
    """Look up an author by its key."""
    async with running.service.unit_of_work("test"):
        author = await make_author()
    async with running.http() as client:
        answer = await client.get(f"/authors/{author.id}")
    assert answer.status_code == 200


async def test_delete_author_over_http(running: TestService) -> None:
    """Delete an author."""
    async with running.service.unit_of_work("test"):
        author = await make_author()
    async with running.http([Role.EDITOR, Role.ADMIN]) as client:
        answer = await client.delete(f"/authors/{author.id}")
    assert answer.status_code == 204
