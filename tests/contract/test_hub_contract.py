"""What every hub does: one suite for Redis and for the hub of a single process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import pytest

from svcgen_runtime.websocket.envelope import PushFrame
from svcgen_runtime.websocket.hub import Hub, Outgoing
from svcgen_runtime.websocket.memory_hub import MemoryHub
from svcgen_runtime.websocket.redis_hub import RedisHub

STRANGE_ROOMS = [
    "order:1",
    "a,b",
    "a b",
    "a\nb",
    "a\0b",
    "chat:%2F*?[x]",
    "ü∆😀",
    "all",
    "room:all",
    "x" * 2000,
    ":offset",
    "",
]


class Listener:
    """A socket that keeps what it was offered."""

    def __init__(self) -> None:
        self.heard: list[PushFrame] = []

    def offer(self, push: PushFrame) -> None:
        self.heard.append(push)

    def said(self) -> list[bytes]:
        return [push.data for push in self.heard]

    async def hears(self, *data: bytes) -> None:
        """Waits until exactly this was heard."""
        async with asyncio.timeout(3):
            while len(self.heard) < len(data):
                await asyncio.sleep(0.005)
        await asyncio.sleep(0.02)
        assert self.said() == list(data)


class Broken:
    """A socket that cannot take anything."""

    def offer(self, push: PushFrame) -> None:
        raise RuntimeError("broken")


def push(data: bytes, room: str | None) -> Outgoing:
    return Outgoing(7, data, room)


Start = Callable[[], Awaitable[Hub]]


@pytest.fixture(params=["redis", "memory"])
async def start(
    request: pytest.FixtureRequest, redis_url: str, own_prefix: str
) -> AsyncIterator[Start]:
    """Starts a hub; several share their rooms where the hub is for several processes."""
    prefix, started = f"{own_prefix}{uuid4()}", list[Hub]()

    async def make() -> Hub:
        if request.param == "redis":
            hub: Hub = RedisHub(redis_url, prefix)
        else:
            hub = started[0] if started else MemoryHub()
        await hub.start()
        started.append(hub)
        return hub

    yield make
    for hub in started:
        await hub.stop()


async def test_a_room_hears_its_pushes_and_no_others(start: Start) -> None:
    """A push reaches every socket in its room, once, and no socket outside of it."""
    hub = await start()
    here, both, elsewhere = Listener(), Listener(), Listener()
    for socket, rooms in ((here, "a"), (both, "ab"), (elsewhere, "b")):
        await hub.attach(socket)
        for room in rooms:
            await hub.join(socket, room)
    await hub.publish([push(b'"to a"', "a"), push(b'"to b"', "b")])
    await here.hears(b'"to a"')
    await both.hears(b'"to a"', b'"to b"')
    await elsewhere.hears(b'"to b"')


async def test_a_push_keeps_its_content(start: Start) -> None:
    """Package id, data with spaces and newlines, and the room's name arrive as they were sent."""
    hub, socket = await start(), Listener()
    await hub.attach(socket)
    at = await hub.join(socket, "a")
    await hub.publish([Outgoing(101, b'{"x": "a b\\n c",\n "y": 1}', "a")])
    await socket.hears(b'{"x": "a b\\n c",\n "y": 1}')
    expected = PushFrame(101, socket.heard[0].data, "a", at.epoch, at.offset + 1)
    assert socket.heard == [expected]


@pytest.mark.parametrize("room", STRANGE_ROOMS)
async def test_rooms_may_have_any_name(start: Start, room: str) -> None:
    """No name of a room is special, and none reaches another room."""
    hub, socket, other = await start(), Listener(), Listener()
    await hub.attach(socket)
    await hub.attach(other)
    await hub.join(socket, room)
    await hub.join(other, f"{room}x")
    await hub.publish([push(b"1", room)])
    await socket.hears(b"1")
    assert socket.heard[0].room == room
    assert other.heard == []


async def test_a_broadcast_reaches_everybody(start: Start) -> None:
    """Sockets in rooms and in none hear a broadcast, in every process."""
    one, two = await start(), await start()
    sockets = [Listener(), Listener(), Listener()]
    for hub, socket in zip((one, one, two), sockets, strict=True):
        await hub.attach(socket)
    await one.join(sockets[0], "a")
    await two.publish([push(b"1", None)])
    for socket in sockets:
        await socket.hears(b"1")
        assert socket.heard[0].room is None


async def test_pushes_cross_processes(start: Start) -> None:
    """A push sent in one process reaches the room's sockets in another."""
    one, two = await start(), await start()
    socket = Listener()
    await one.attach(socket)
    await one.join(socket, "a")
    await two.publish([push(b"1", "a")])
    await socket.hears(b"1")


async def test_a_room_numbers_its_pushes(start: Start) -> None:
    """Every push after the position that joining told has the next number, whoever sent it."""
    one, two = await start(), await start()
    socket = Listener()
    await one.attach(socket)
    await one.publish([push(b"0", "a")])
    at = await one.join(socket, "a")
    for number in range(10):
        await (one, two)[number % 2].publish([push(b"%d" % number, "a")])
    await socket.hears(*(b"%d" % number for number in range(10)))
    numbers = [heard.offset for heard in socket.heard]
    assert numbers == list(range(at.offset + 1, at.offset + 11))
    assert {heard.epoch for heard in socket.heard} == {at.epoch}


async def test_joining_tells_where_the_room_stands(start: Start) -> None:
    """Whoever comes back learns by the number whether something was missed."""
    hub, socket = await start(), Listener()
    await hub.attach(socket)
    before = await hub.join(socket, "a")
    assert await hub.leave(socket, "a") == before
    assert await hub.join(socket, "a") == before
    await hub.leave(socket, "a")
    await hub.publish([push(b"missed", "a")])
    after = await hub.join(socket, "a")
    assert (after.epoch, after.offset) == (before.epoch, before.offset + 1)


async def test_joining_twice_is_joining_once(start: Start) -> None:
    """A socket in a room hears each push once, and one leave is enough."""
    hub, socket = await start(), Listener()
    await hub.attach(socket)
    await hub.join(socket, "a")
    await hub.join(socket, "a")
    await hub.publish([push(b"1", "a")])
    await socket.hears(b"1")
    await hub.leave(socket, "a")
    assert hub.rooms_of(socket) == frozenset()


async def test_leaving_ends_hearing(start: Start) -> None:
    """A socket that left, or went, hears nothing more; the others still do."""
    hub = await start()
    stays, leaves, goes = Listener(), Listener(), Listener()
    for socket in (stays, leaves, goes):
        await hub.attach(socket)
        await hub.join(socket, "a")
    await hub.leave(leaves, "a")
    await hub.leave(leaves, "never joined")
    await hub.detach(goes)
    await hub.detach(goes)
    await hub.publish([push(b"1", "a"), push(b"2", None)])
    await stays.hears(b"1", b"2")
    await leaves.hears(b"2")
    await goes.hears()


async def test_a_socket_that_went_cannot_be_brought_back(start: Start) -> None:
    """Joining after the end of a connection leaves nothing behind."""
    hub, gone = await start(), Listener()
    await hub.attach(gone)
    await hub.detach(gone)
    await hub.join(gone, "a")
    await hub.publish([push(b"1", "a")])
    await gone.hears()
    assert hub.rooms_of(gone) == frozenset()


async def test_one_broken_socket_stops_no_other(start: Start) -> None:
    """A socket that raises is logged, and the rest of the room hears the push."""
    hub, before, after = await start(), Listener(), Listener()
    for socket in (before, Broken(), after):
        await hub.attach(socket)
        await hub.join(socket, "a")
    await hub.publish([push(b"1", "a")])
    await before.hears(b"1")
    await after.hears(b"1")


async def test_rejoining_at_once_hears_at_once(start: Start) -> None:
    """Leaving and joining in quick turn never loses the push that follows the join."""
    hub, sender, socket = await start(), await start(), Listener()
    await hub.attach(socket)
    for number in range(50):
        await hub.join(socket, "a")
        await sender.publish([push(b"%d" % number, "a")])
        async with asyncio.timeout(3):
            while len(socket.heard) <= number:
                await asyncio.sleep(0)
        await hub.leave(socket, "a")
    assert socket.said() == [b"%d" % number for number in range(50)]


async def test_many_sockets_join_at_once(start: Start) -> None:
    """Two hundred sockets that join two hundred rooms together all hear their own."""
    hub, sockets = await start(), [Listener() for _ in range(200)]
    await asyncio.gather(*(hub.attach(socket) for socket in sockets))
    await asyncio.gather(
        *(hub.join(socket, f"r{n}") for n, socket in enumerate(sockets))
    )
    await hub.publish([push(b"%d" % n, f"r{n}") for n in range(200)])
    for number, socket in enumerate(sockets):
        await socket.hears(b"%d" % number)
