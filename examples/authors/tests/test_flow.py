"""What crosses more than one part of the service, over real sockets."""

import asyncio
import logging

import pytest
from svcgen_runtime.testing import TestService

from authors.commands.welcome_author import WelcomeAuthor
from authors.contract.packages import PkgID
from authors.contract.roles import Role

STAFF = [Role.CREATE_AUTHOR, Role.ADMIN]


async def logged(caplog: pytest.LogCaptureFixture, text: str) -> None:
    """Wait until a line of the log holds `text`."""
    async with asyncio.timeout(10):
        while text not in caplog.text:
            await asyncio.sleep(0.02)


async def test_an_author_gets_a_letter(
    running: TestService, caplog: pytest.LogCaptureFixture
) -> None:
    """HTTP request, event, handler, task, handler."""
    caplog.set_level(logging.INFO, WelcomeAuthor.__module__)
    async with running.http(STAFF) as client:
        answer = await client.post("/authors", json={"name": "Jane Austen"})
    assert answer.status_code == 201
    await logged(caplog, "Dear Jane Austen, welcome to the catalogue.")
    assert [message.type for message in running.published] == [
        f"{running.service.name}.AuthorCreated.v1",
        f"{running.service.name}.WelcomeAuthor.v1",
    ]
    assert len({message.correlation_id for message in running.published}) == 1


async def test_one_author_over_both_transports(running: TestService) -> None:
    """What HTTP creates, a package reads and changes, and the other way round."""
    roles = [*STAFF, Role.GET_AUTHORS, Role.UPDATE_AUTHOR, Role.DELETE_AUTHOR]
    new = {"name": "Jane Austen", "born": "1775-12-16"}
    async with running.http(roles) as client, running.websocket(roles) as socket:
        created = (await client.post("/authors", json=new)).json()
        key = {"id": created["id"]}
        assert (await socket.call(PkgID.GET_AUTHOR, key)).data == created

        change = {"id": created["id"], "born": None}
        changed = await socket.call(PkgID.UPDATE_AUTHOR, change)
        assert changed.status_code == 0
        read = (await client.get(f"/authors/{created['id']}")).json()
        assert read == changed.data
        assert (read["name"], read["born"]) == ("Jane Austen", None)

        assert (await client.delete(f"/authors/{created['id']}")).status_code == 204
        gone = await socket.call(PkgID.GET_AUTHOR, key)
        assert (gone.status_code, gone.error_code) == (4, "not_found")


async def test_every_socket_hears_of_an_author(running: TestService) -> None:
    """One socket adds an author; the others are told, and after the commit."""
    async with (
        running.websocket(STAFF) as mine,
        running.websocket([Role.GET_AUTHORS]) as other,
    ):
        await other.call(PkgID.GET_STATUS)
        reply = await mine.call(PkgID.CREATE_AUTHOR, {"name": "Jane Austen"})
        assert reply.status_code == 0
        push = await other.next_push()
        assert push.pkg_id == PkgID.AUTHOR_ADDED
        assert isinstance(push.data, dict)
        assert push.data["name"] == "Jane Austen"
        key = {"id": push.data["author_id"]}
        assert (await other.call(PkgID.GET_AUTHOR, key)).data == reply.data


async def test_a_refused_author_is_heard_of_by_nobody(running: TestService) -> None:
    """A name that is taken: 409 and code 5, no message, no push."""
    async with running.http(STAFF) as client, running.websocket(STAFF) as socket:
        await client.post("/authors", json={"name": "Jane Austen"})
        await running.wait_for_messages(2)
        await socket.next_push()
        again = await client.post("/authors", json={"name": "Jane Austen"})
        assert (again.status_code, again.json()["error"]["code"]) == (409, "conflict")
        reply = await socket.call(PkgID.CREATE_AUTHOR, {"name": "Jane Austen"})
        assert (reply.status_code, reply.error_code) == (5, "conflict")
        assert socket.pushes() == 0
        assert len(running.published) == 2
