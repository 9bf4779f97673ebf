"""What the Redis hub does when Redis goes, comes back, or carries what it should not."""

import asyncio
from collections.abc import Callable
from time import monotonic
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from svcgen_runtime.errors import DependencyMissing, Unavailable
from svcgen_runtime.websocket.codes import ReservedPackage
from svcgen_runtime.websocket.envelope import PushFrame
from svcgen_runtime.websocket.hub import Outgoing
from svcgen_runtime.websocket.redis_hub import RedisHub
from tests.support.private import PrivateServer

StartPrivate = Callable[[], PrivateServer]


class Listener:
    """A socket that keeps what it was offered."""

    def __init__(self) -> None:
        self.heard: list[PushFrame] = []

    def offer(self, push: PushFrame) -> None:
        self.heard.append(push)

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.heard) < count:
                await asyncio.sleep(0.005)


async def test_it_hears_again_after_redis_was_restarted(
    private_redis: StartPrivate,
) -> None:
    """Within two seconds of Redis being back every room and the broadcast are heard again, unasked."""
    server = private_redis()
    hub, sender, socket = (
        RedisHub(server.url, "t"),
        RedisHub(server.url, "t"),
        Listener(),
    )
    await hub.start()
    await sender.start()
    await hub.attach(socket)
    before = await hub.join(socket, "a")
    await hub.join(socket, "b")
    server.stop()
    with pytest.raises(Unavailable):
        await sender.publish([Outgoing(1, b"lost", "a")])
    server.start()
    back = monotonic()
    while not {"a", "b", None} <= {
        push.room for push in socket.heard if push.data == b"1"
    }:
        assert monotonic() - back < 2
        await sender.publish([Outgoing(1, b"1", room) for room in ("a", "b", None)])
        await asyncio.sleep(0.02)
    # Redis forgot its numbers, so the epoch is another one: whoever was listening knows.
    assert {push.epoch for push in socket.heard} - {before.epoch}
    await hub.stop()
    await sender.stop()


async def test_it_tells_what_passed_while_it_was_cut_off(
    redis_url: str, own_prefix: str
) -> None:
    """Rooms whose number moved while the hub was not listening are told where they stand."""
    prefix = f"{own_prefix}{uuid4()}"
    hub, sender, socket = (
        RedisHub(redis_url, prefix),
        RedisHub(redis_url, prefix),
        Listener(),
    )
    await hub.start()
    await sender.start()
    await hub.attach(socket)
    at = await hub.join(socket, "a")
    quiet = await hub.join(socket, "quiet")
    async with Redis.from_url(redis_url) as admin:
        listeners = [
            one["id"]
            for one in await admin.client_list(_type="pubsub")
            if int(one["sub"]) == 3
        ]
        for ident in listeners:
            await admin.client_kill_filter(_id=ident)
        await sender.publish([Outgoing(1, b"1", "a"), Outgoing(1, b"2", "a")])
    await socket.wait_for(1)
    await asyncio.sleep(0.2)
    (notice,) = socket.heard
    assert (notice.pkg_id, notice.room) == (ReservedPackage.JOIN, "a")
    assert (notice.epoch, notice.offset) == (at.epoch, at.offset + 2)
    assert quiet.epoch == at.epoch
    await sender.publish([Outgoing(1, b"3", "a")])
    await socket.wait_for(2)
    assert socket.heard[1].offset == at.offset + 3
    await hub.stop()
    await sender.stop()


async def test_a_message_it_cannot_read_stops_nothing(
    redis_url: str, own_prefix: str
) -> None:
    """Whatever else is published on its channels is logged and passed over."""
    prefix = f"{own_prefix}{uuid4()}"
    hub, socket = RedisHub(redis_url, prefix), Listener()
    await hub.start()
    await hub.attach(socket)
    await hub.join(socket, "a")
    async with Redis.from_url(redis_url) as admin:
        for body in (b"", b"x", b"e 1 nan {}", b"\xff 1 1 {}", b"e x 1 {}"):
            await admin.publish(f"{prefix}:ws:room:a", body)
    await hub.publish([Outgoing(1, b"1", "a")])
    await socket.wait_for(1)
    assert [push.data for push in socket.heard] == [b"1"]
    await hub.stop()


async def test_empty_rooms_are_given_up(redis_url: str, own_prefix: str) -> None:
    """A process listens only to rooms that its sockets are in, and forgets the others."""
    prefix = f"{own_prefix}{uuid4()}"
    hub, socket = RedisHub(redis_url, prefix), Listener()
    await hub.start()
    await hub.attach(socket)
    for number in range(20):
        await hub.join(socket, f"r{number}")
    async with Redis.from_url(redis_url) as admin:
        assert len(await admin.pubsub_channels(f"{prefix}:*")) == 21
        await hub.detach(socket)
        async with asyncio.timeout(2):
            while len(await admin.pubsub_channels(f"{prefix}:*")) > 1:
                await asyncio.sleep(0.01)
    await hub.stop()


async def test_it_does_not_start_without_redis() -> None:
    """A Redis that does not answer is a missing dependency, told at start."""
    hub = RedisHub("redis://127.0.0.1:1", "t")
    with pytest.raises(DependencyMissing):
        await hub.start()
    await hub.stop()


async def test_without_redis_joining_fails_and_leaves_nothing(
    private_redis: StartPrivate,
) -> None:
    """A join that cannot be kept is refused, and the socket is not half in the room."""
    server = private_redis()
    hub, socket = RedisHub(server.url, "t"), Listener()
    await hub.start()
    await hub.attach(socket)
    server.stop()
    with pytest.raises(Unavailable):
        await hub.join(socket, "a")
    assert hub.rooms_of(socket) == frozenset()
    await hub.stop()


async def test_a_lost_push_leaves_a_gap(private_redis: StartPrivate) -> None:
    """A push that Redis did not take is lost, and once Redis is back its room is told that it missed something."""
    server = private_redis()
    hub, worker = RedisHub(server.url, "t"), RedisHub(server.url, "t")
    socket = Listener()
    await hub.start()
    await worker.start()
    await hub.attach(socket)
    await hub.join(socket, "a")
    server.stop()
    with pytest.raises(Unavailable):
        await worker.publish([Outgoing(1, b"lost", "a"), Outgoing(1, b"lost", "b")])
    server.start()
    async with asyncio.timeout(5):
        while (
            not socket.heard
            or socket.heard[-1].epoch != (await hub.join(socket, "a")).epoch
        ):
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.6)
    at = await hub.join(socket, "a")
    last = socket.heard[-1]
    assert (last.pkg_id, last.room) == (ReservedPackage.JOIN, "a")
    assert (last.epoch, last.offset) == (at.epoch, at.offset)
    await hub.stop()
    await worker.stop()
