"""Lists to the last page: authors by cursor, books by number; over both transports."""

import pytest
from factories import author_data, book_data, make_author
from httpx import AsyncClient
from svcgen_runtime.testing import TestService, TestSocket

from authors.contract.packages import PkgID
from authors.contract.roles import Role
from authors.repositories.author import AuthorRepository
from authors.repositories.book import BookRepository

Page = tuple[list[str], dict[str, object]]


async def authors_over_http(client: AsyncClient, query: dict[str, object]) -> Page:
    """The names of one page, and its meta."""
    answer = await client.get("/authors", params={k: str(v) for k, v in query.items()})
    assert answer.status_code == 200, answer.text
    page = answer.json()
    return [item["name"] for item in page["items"]], page["meta"]


async def authors_over_websocket(socket: TestSocket, query: dict[str, object]) -> Page:
    """The names of one page, and its meta."""
    reply = await socket.call(PkgID.GET_AUTHORS, query)
    assert reply.status_code == 0, reply.data
    assert isinstance(reply.data, list)
    assert reply.meta is not None
    return [item["name"] for item in reply.data], dict(reply.meta)


@pytest.mark.parametrize("transport", ["http", "websocket"])
async def test_authors_by_cursor(running: TestService, transport: str) -> None:
    """Forth to the last page, and back to the first."""
    async with running.service.unit_of_work("test"):
        await AuthorRepository().create_many(author_data(n) for n in range(1, 8))
    expected = [[f"name {n}" for n in part] for part in ((7, 6, 5), (4, 3, 2), (1,))]
    async with (
        running.http([Role.GET_AUTHORS]) as client,
        running.websocket([Role.GET_AUTHORS]) as socket,
    ):

        async def read(cursor: object) -> Page:
            query: dict[str, object] = {"limit": 3, "sort": "-name"}
            if cursor:
                query["cursor"] = cursor
            if transport == "http":
                return await authors_over_http(client, query)
            return await authors_over_websocket(socket, query)

        forth: list[list[str]] = []
        metas: list[dict[str, object]] = []
        cursor: object = None
        while not metas or cursor:
            names, meta = await read(cursor)
            forth.append(names)
            metas.append(meta)
            cursor = meta["next_cursor"]
        assert forth == expected
        assert metas[0]["prev_cursor"] is None
        back = [names]
        while cursor := meta["prev_cursor"]:
            names, meta = await read(cursor)
            back.append(names)
        assert back == expected[::-1]


async def test_authors_filtered(running: TestService) -> None:
    """Filters, the total on demand, and a sort that was not declared."""
    async with running.service.unit_of_work("test"):
        await AuthorRepository().create_many(author_data(n) for n in range(1, 14))
    async with running.http([Role.GET_AUTHORS]) as client:
        names, meta = await authors_over_http(
            client, {"name__contains": "1", "sort": "name", "limit": 2, "total": "true"}
        )
        assert names == ["name 1", "name 10"]
        assert meta["total"] == 5
        refused = await client.get("/authors", params={"sort": "created_at"})
    assert refused.status_code == 422


async def test_books_by_number(running: TestService) -> None:
    """Page, pages and total; a page past the end is empty; packages say the same."""
    async with running.service.unit_of_work("test"):
        author = await make_author()
        await BookRepository().create_many(book_data(author.id, n) for n in range(1, 8))
    async with running.http() as client, running.websocket() as socket:
        seen = []
        for number in range(1, 5):
            query: dict[str, str | int] = {
                "page": number,
                "per_page": 3,
                "sort": "-title",
            }
            page = (await client.get("/books", params=query)).json()
            reply = await socket.call(PkgID.GET_PAGINATED_BOOKS, query)
            assert (reply.data, reply.meta) == (page["items"], page["meta"])
            assert (page["meta"]["total"], page["meta"]["pages"]) == (7, 3)
            assert page["meta"]["has_more"] is (number < 3)
            seen.append([item["title"] for item in page["items"]])
    assert seen == [
        [f"title {n}" for n in part] for part in ((7, 6, 5), (4, 3, 2), (1,), ())
    ]
