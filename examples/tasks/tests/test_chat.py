"""The chat room, between sockets."""

import json

import pytest
from svcgen_runtime.testing import TestService, TestSocket
from websockets import ConnectionClosed

from tasks.contract.packages import PkgID
from tasks.contract.roles import Role


async def enter(socket: TestSocket, room: str) -> None:
    """The first frame tells that the socket is in the room."""
    welcome = await socket.next_push()
    assert welcome.meta["room"] == f"chat:{room}"


async def say(socket: TestSocket, words: str) -> None:
    """Send one frame as a client does."""
    await socket.connection.send(json.dumps({"content": words}))


async def test_what_one_says_all_hear(running: TestService) -> None:
    """Everybody in the room, the speaker too; nobody in another one."""
    async with (
        running.websocket([Role.MEMBER], "ann", "/chat/kitchen") as ann,
        running.websocket([Role.MEMBER], "bob", "/chat/kitchen") as bob,
        running.websocket([Role.MEMBER], "eve", "/chat/cellar") as eve,
    ):
        await enter(ann, "kitchen")
        await enter(bob, "kitchen")
        await enter(eve, "cellar")
        await say(ann, "Tea?")
        said = {"room_id": "kitchen", "author": "ann", "content": "Tea?"}
        for socket in (ann, bob):
            push = await socket.next_push()
            assert (push.pkg_id, push.data) == (PkgID.CHAT_MESSAGE, said)
            assert push.meta["room"] == "chat:kitchen"
        await say(eve, "Anybody?")
        # the first thing that she hears is what she said herself
        heard = (await eve.next_push()).data
        assert heard == {"room_id": "cellar", "author": "eve", "content": "Anybody?"}


async def test_what_cannot_be_said(running: TestService) -> None:
    """Too many words are refused to the speaker, heard by nobody, and the room stays open."""
    async with running.websocket([Role.MEMBER], path="/chat/kitchen") as socket:
        await enter(socket, "kitchen")
        await say(socket, "x" * 2001)
        refusal = await socket.next_stray()
        assert (refusal.status_code, refusal.error_code) == (2, "invalid_data")
        await say(socket, "Tea?")
        push = await socket.next_push()
        assert isinstance(push.data, dict)
        assert push.data["content"] == "Tea?"


@pytest.mark.parametrize(("roles", "code"), [(None, 4401), ([], 4403)])
async def test_who_may_not_chat(
    running: TestService, roles: list[Role] | None, code: int
) -> None:
    """Without a token 4401, without the role 4403."""
    async with running.websocket(roles, path="/chat/kitchen") as socket:
        with pytest.raises(ConnectionClosed):
            await say(socket, "Hello?")
            await socket.connection.wait_closed()
            await say(socket, "Hello?")
        assert socket.connection.close_code == code
