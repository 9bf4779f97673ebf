"""Socket endpoints: a chat room at a path of its own."""

import asyncio
import json

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.websocket import (
    BadHandler,
    CloseCode,
    SocketRouter,
    WebSocketOptions,
)
from tests.behaviour.websocket_service import (
    AUTHOR_ID,
    CHAT,
    ChatReceived,
    closed,
    read,
    request,
    serving,
    silent,
    token,
)


def bearer(subject: str, *roles: str) -> str:
    return f"svcgen.bearer.{token(subject, *roles)}"


async def test_a_chat_room() -> None:
    """Who is connected is in the room of the path, and hears what anyone there says."""
    async with serving() as running:
        async with (
            running.open("/chat/7", bearer("ann")) as ann,
            running.open("/chat/7", bearer("bob")) as bob,
            running.open("/chat/8", bearer("eve")) as eve,
        ):
            for socket, room in ((ann, "chat:7"), (bob, "chat:7"), (eve, "chat:8")):
                standing = await read(socket)
                assert (standing["pkg_id"], standing["req_id"]) == (-3, None)
                assert standing["data"] == standing["meta"]
                data = standing["data"]
                assert isinstance(data, dict)
                assert data["room"] == room
            for number in range(20):
                await ann.send(json.dumps({"content": f"hello {number}"}))
            for socket in (ann, bob):
                heard = [await read(socket) for _ in range(20)]
                assert [one["data"] for one in heard] == [
                    {"room_id": 7, "author": "ann", "content": f"hello {number}"}
                    for number in range(20)
                ]
            await silent(eve)
        assert running.probe.committed.count("chat") == 20
        async with asyncio.timeout(2):
            while running.server.connections:
                await asyncio.sleep(0.005)


@pytest.mark.parametrize(
    ("frame", "status"),
    [
        ("not json", 2),
        ("{}", 2),
        ('{"content": 5}', 2),
        ('{"content": "x", "more": 1}', 2),
        ("[]", 2),
        ("null", 2),
        ('{"content": "boom"}', 1),
    ],
)
async def test_a_bad_frame_is_answered_and_the_socket_stays(
    frame: str, status: int
) -> None:
    """The error frame carries the error of HTTP; the next good frame is handled."""
    async with serving() as running, running.open("/chat/7", bearer("ann")) as socket:
        await read(socket)
        await socket.send(frame)
        error = await read(socket)
        assert (error["pkg_id"], error["req_id"]) == (None, None)
        assert error["status_code"] == status
        assert "secret" not in json.dumps(error)
        await socket.send('{"content": "hello"}')
        assert (await read(socket))["pkg_id"] == 101


async def test_access_is_checked_when_the_socket_opens() -> None:
    """Without a token 4401, without the role or another's row 4403."""
    options = WebSocketOptions(connect_timeout=0.2)
    async with serving(options) as running:
        async with running.open("/chat/7") as socket:
            assert await closed(socket) == CloseCode.NO_CONNECT_IN_TIME
        async with running.open("/chat/7") as socket:
            await socket.send('{"content": "hello"}')
            assert await closed(socket) == CloseCode.AUTHENTICATION_FAILED
        async with running.open("/chat/7", "svcgen.bearer.forged") as socket:
            assert await closed(socket) == CloseCode.AUTHENTICATION_FAILED
        desk = f"/desk/{AUTHOR_ID}"
        async with running.open(desk, bearer("ann", "reader")) as socket:
            assert await closed(socket) == CloseCode.FORBIDDEN
        async with running.open(f"/orders/{AUTHOR_ID}", bearer("ann")) as socket:
            assert await closed(socket) == CloseCode.FORBIDDEN
        async with running.open(f"/orders/{AUTHOR_ID}", bearer("ursula")) as socket:
            await socket.send('{"content": "mine"}')
            await socket.send(request(-2))
            assert (await read(socket))["pkg_id"] == -2
        assert running.probe.ran == ["mine"]


async def test_the_token_may_come_in_the_first_frame() -> None:
    """A connect frame is understood here as well, and so are ping and goodbye."""
    async with serving() as running, running.open("/chat/7") as socket:
        await socket.send(request(-1, {"token": token("ann")}))
        assert (await read(socket))["status_code"] == 0
        assert (await read(socket))["pkg_id"] == -3
        await socket.send('{"content": "hello"}')
        data = (await read(socket))["data"]
        assert isinstance(data, dict)
        assert data["author"] == "ann"
        await socket.send(request(-2))
        assert (await read(socket))["pkg_id"] == -2
        await socket.send(request(-6))
        assert (await read(socket))["pkg_id"] == -6
        assert await closed(socket) == CloseCode.DONE


async def test_path_parameters_are_typed() -> None:
    """What the path says must be of the declared type, or there is no socket."""
    async with serving() as running:
        for path in ("/chat/seven", "/desk/7", "/chat/%2e%2e"):
            with pytest.raises(InvalidStatus):
                await running.open(path, bearer("ann", "editor"))
        desk = f"/desk/{str(AUTHOR_ID).upper()}"
        async with running.open(desk, bearer("ann", "editor")) as socket:
            await socket.send('{"content": "hello"}')
            await socket.send(request(-2))
            await read(socket)
        assert running.probe.ran == [f"{AUTHOR_ID} hello"]


async def test_a_failed_commit_says_nothing_to_the_room() -> None:
    """The sender gets an error frame, and nobody hears the message."""
    async with (
        serving() as running,
        running.open("/chat/7", bearer("ann")) as ann,
        running.open("/chat/7", bearer("bob")) as bob,
    ):
        await read(ann)
        await read(bob)
        running.probe.commit_fails = True
        await ann.send('{"content": "hello"}')
        assert (await read(ann))["status_code"] == 5
        await silent(bob)


def test_the_path_must_name_what_is_needed() -> None:
    """A handler's parameters and a room's key come from the path."""
    sockets = SocketRouter()

    async def handler(data: ChatReceived, other: int) -> None: ...

    async def plain(data: ChatReceived) -> None: ...

    with pytest.raises(BadHandler, match="has no other"):
        sockets.endpoint("/chat/{room_id:int}", room=CHAT, access=PUBLIC)(handler)
    with pytest.raises(BadHandler, match="does not name a chat room"):
        sockets.endpoint("/chat", room=CHAT, access=PUBLIC)(plain)


async def test_who_may_not_is_told_nothing_but_the_close() -> None:
    """A connect frame of somebody without the role, or about another's row, is not answered: 4403 comes first."""
    async with serving() as running:
        refused = [
            (f"/desk/{AUTHOR_ID}", {"token": token("ann", "reader")}, 4403),
            (f"/orders/{AUTHOR_ID}", {"token": token("ann")}, 4403),
            ("/chat/7", {}, 4401),
        ]
        for path, data, code in refused:
            async with running.open(path) as socket:
                await socket.send(request(-1, data))
                with pytest.raises(ConnectionClosed) as ended:
                    await socket.recv()
                assert ended.value.rcvd is not None
                assert ended.value.rcvd.code == code
