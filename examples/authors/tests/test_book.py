"""Tests of book, over real sockets."""

import pytest
from factories import book_data, make_author, make_book
from svcgen_runtime.testing import TestService

from authors.contract.packages import PkgID
from authors.contract.roles import Role


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/books"),
        ("PATCH", "/books/00000000-0000-7000-8000-000000000000"),
        ("PUT", "/books/00000000-0000-7000-8000-000000000000"),
        ("DELETE", "/books/00000000-0000-7000-8000-000000000000"),
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
        ("POST", "/books"),
        ("PATCH", "/books/00000000-0000-7000-8000-000000000000"),
        ("PUT", "/books/00000000-0000-7000-8000-000000000000"),
        ("DELETE", "/books/00000000-0000-7000-8000-000000000000"),
    ],
)
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_create_book_over_http(running: TestService) -> None:
    """Add a book."""
    async with running.service.unit_of_work("test"):
        parent_1 = await make_author()
    data = book_data(parent_1.id).model_dump(mode="json")
    async with running.http([Role.CREATE_AUTHOR]) as client:
        answer = await client.post("/books", json=data)
    assert answer.status_code == 201


async def test_list_books_over_http(running: TestService) -> None:
    """List books."""
    async with running.service.unit_of_work("test"):
        await make_book()
    async with running.http() as client:
        answer = await client.get("/books")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_list_books_over_websocket(running: TestService) -> None:
    """List books."""
    async with running.service.unit_of_work("test"):
        await make_book()
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_PAGINATED_BOOKS)
    assert reply.status_code == 0


async def test_get_book_over_http(running: TestService) -> None:
    """Look up a book by its key."""
    async with running.service.unit_of_work("test"):
        book = await make_book()
    async with running.http() as client:
        answer = await client.get(f"/books/{book.id}")
    assert answer.status_code == 200


async def test_delete_book_over_http(running: TestService) -> None:
    """Delete a book."""
    async with running.service.unit_of_work("test"):
        book = await make_book()
    async with running.http([Role.DELETE_AUTHOR, Role.ADMIN]) as client:
        answer = await client.delete(f"/books/{book.id}")
    assert answer.status_code == 204
