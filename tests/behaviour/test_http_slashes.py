"""A value with a slash in a path, over HTTP and on a socket of its own."""

import json
from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest

from svcgen_runtime import Service
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.http import Router
from svcgen_runtime.schema import Schema
from svcgen_runtime.testing import TestService
from svcgen_runtime.websocket import Push, Room, SocketRouter


class Heard(Push, pkg_id=1, room="chat", key=("room_id",)):
    room_id: str
    text: str


class Said(Schema):
    text: str


def build_service() -> Service:
    """Two routes of which the second would take a decoded slash, and a chat."""
    router, sockets = Router(), SocketRouter()
    chat = Room("chat", key=("room_id",))

    @router.get("/genres/{code}", access=PUBLIC)
    async def get_genre(code: str) -> dict[str, str]:
        return {"code": code}

    @router.get("/genres/{code}/{part}", access=PUBLIC)
    async def get_part(code: str, part: str) -> dict[str, str]:
        return {"code": code, "part": part}

    @sockets.endpoint("/chat/{room_id}", access=PUBLIC, room=chat)
    async def talk(data: Said, room_id: str) -> None:
        await Heard(room_id=room_id, text=data.text).send()

    return Service(name="slashes", routers=[router], sockets=[sockets], rooms=[chat])


@pytest.fixture
async def running() -> AsyncIterator[TestService]:
    """The service, over real sockets."""
    async with TestService(build_service()) as service:
        yield service


@pytest.mark.parametrize(
    "code", ["a/b", "/", "a%2Fb/c", "100%/ü", "%25/%2f", "a b?c#d/e"]
)
async def test_a_slash_in_a_value_is_no_border(running: TestService, code: str) -> None:
    """The route with one parameter answers, with the value that was sent; so does the one with two."""
    path = f"/genres/{quote(code, safe='')}"
    async with running.http() as client:
        assert (await client.get(path)).json() == {"code": code}
        both = await client.get(f"{path}/x%2Fy")
        assert both.json() == {"code": code, "part": "x/y"}
        assert (await client.get(f"{path}/x/y")).status_code == 404
        plain = await client.get("/genres/100%25")
        assert plain.json() == {"code": "100%"}


async def test_a_slash_in_the_path_of_a_socket(running: TestService) -> None:
    """Who connects to the path of `a/b` is in the room `a/b`."""
    async with running.websocket(path="/chat/a%2Fb") as socket:
        standing = await socket.next_push()
        assert standing.meta["room"] == "chat:a%2Fb"
        await socket.connection.send(json.dumps({"text": "hello"}))
        assert (await socket.next_push()).data == {"room_id": "a/b", "text": "hello"}
