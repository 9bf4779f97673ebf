"""A socket's frame triggers a command."""

import json

import pytest
from svcgen_runtime.testing import TestService

from desk.contract.roles import Role


async def texts(running: TestService) -> list[tuple[str, str]]:
    """Give what is kept: texts and authors."""
    async with running.http() as client:
        items = (await client.get("/notes")).json()["items"]
    return sorted((item["text"], item["author"]) for item in items)


async def test_a_frame_is_kept_and_heard(running: TestService) -> None:
    """The command gets the path's parameters and the frame's fields, in a unit of work of its own."""
    path = "/desk/a%2Fb/7"
    async with (
        running.websocket([Role.CLERK], "ann", path) as ann,
        running.websocket([Role.CLERK], "bob", path) as bob,
    ):
        for socket in (ann, bob):
            assert (await socket.next_push()).meta["room"] == "desk:a%2Fb/7"
        await ann.connection.send(json.dumps({"content": "hello"}))
        for socket in (ann, bob):
            heard = await socket.next_push()
            assert heard.data == {"room_id": "a/b", "number": 7, "content": "hello"}
        await ann.connection.send(json.dumps({"content": "no"}))
        assert (await ann.next_stray()).status_code == 1
        await ann.connection.send(json.dumps({"content": "x" * 21}))
        narrow = await ann.next_stray()
        assert (narrow.status_code, narrow.error_code) == (2, "invalid_data")
        assert ann.pushes() == bob.pushes() == 0
    assert await texts(running) == [("hello", "ann")]


async def test_the_rule_of_the_command_holds_for_frames(running: TestService) -> None:
    """Anybody may listen in the hall, and only who may trigger the command may speak there."""
    path = "/hall/a/7"
    async with (
        running.websocket(None, path=path) as nobody,
        running.websocket([Role.GUEST], "eve", path) as guest,
        running.websocket([Role.CLERK], "ann", path) as clerk,
    ):
        for socket in (nobody, guest, clerk):
            await socket.next_push()
        for socket, status in ((nobody, 7), (guest, 3)):
            await socket.connection.send(json.dumps({"content": "hello"}))
            assert (await socket.next_stray()).status_code == status
        await clerk.connection.send(json.dumps({"content": "welcome"}))
        for socket in (nobody, guest, clerk):
            assert (await socket.next_push()).pkg_id == 1
    assert await texts(running) == [("welcome", "ann")]


async def test_who_may_connect_is_who_may_trigger(running: TestService) -> None:
    """A socket that says nothing of who may has the rule of its command."""
    async with running.websocket([Role.GUEST], "eve", "/desk/a/7") as guest:
        await guest.connection.wait_closed()
        assert guest.connection.close_code == 4403
        with pytest.raises(TimeoutError):
            await guest.next_push(0.05)
