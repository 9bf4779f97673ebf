"""Tests of author, over real sockets."""

import pytest
from factories import author_data, make_author
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.fields import uuid7
from svcgen_runtime.testing import TestService

from library.contract.packages import PkgID
from library.contract.schemas.author import CountBooksInput
from library.wiring import author as wiring


async def test_create_author_over_http(running: TestService) -> None:
    """Add an author."""
    data = author_data().model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/authors", json=data)
    assert answer.status_code == 201


async def test_create_author_over_websocket(running: TestService) -> None:
    """Add an author."""
    data = author_data().model_dump(mode="json")
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.ADD_AUTHOR, data)
    assert reply.status_code == 0


async def test_delete_author_over_http(running: TestService) -> None:
    """Delete an author."""
    async with running.service.unit_of_work("test"):
        author = await make_author()
    async with running.http() as client:
        answer = await client.delete(f"/authors/{author.id}")
    assert answer.status_code == 204


async def test_count_books_is_not_written_yet(running: TestService) -> None:
    """Replace this when count_books is written."""
    async with running.service.unit_of_work("count_books"):
        with pytest.raises(CommandNotWritten):
            await wiring.count_books().execute(CountBooksInput(author_id=uuid7()))
