"""Two server processes and a worker that share a Redis."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from svcgen_runtime.errors import AuthenticationFailed
from svcgen_runtime.principal import Principal
from svcgen_runtime.service import Service
from svcgen_runtime.websocket import CloseCode, make_hub, make_tickets
from tests.behaviour.websocket_service import (
    Announced,
    Joint,
    Probe,
    Said,
    ask,
    closed,
    read,
    silent,
    token,
)


@dataclass
class Process:
    """A server process."""

    port: int
    child: asyncio.subprocess.Process

    def open(self, path: str = "/ws", *protocols: str) -> connect:
        """A client socket."""
        names = [Subprotocol(name) for name in ("svcgen.v1.json", *protocols)]
        return connect(f"ws://127.0.0.1:{self.port}{path}", subprotocols=names)


@asynccontextmanager
async def process(redis_url: str, prefix: str) -> AsyncIterator[Process]:
    """Starts a server process; stops it as a supervisor would."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.behaviour.websocket_process",
        redis_url,
        prefix,
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    port = int(await asyncio.wait_for(child.stdout.readline(), 20))
    try:
        yield Process(port, child)
    finally:
        if child.returncode is None:
            child.terminate()
        await asyncio.wait_for(child.wait(), 20)


@pytest.fixture
def prefix(own_prefix: str) -> str:
    return f"{own_prefix}{uuid4()}"


async def test_processes_share_rooms_and_tickets(redis_url: str, prefix: str) -> None:
    """Pushes, broadcasts and chat cross processes; a ticket of one opens a socket at the other, once."""
    async with process(redis_url, prefix) as one, process(redis_url, prefix) as two:
        async with one.open() as here, two.open() as there:
            for socket in (here, there):
                joined = await ask(socket, -3, {"room": "hall", "key": {"text": "x"}})
                assert joined["status_code"] == 0
            await ask(there, 1)
            await here.send(
                f'{{"pkg_id": 10, "req_id": "{uuid4()}", "data": {{"text": "x"}}}}'
            )
            frames = [await read(here), await read(here)]
            push = next(frame for frame in frames if frame["pkg_id"] == 100)
            assert await read(there) == push
            await worker_says(redis_url, prefix)
            for socket in (here, there):
                said = [await read(socket) for _ in range(2)]
                assert [frame["pkg_id"] for frame in said] == [100, 102]
        ann, bob = (f"svcgen.bearer.{token(name)}" for name in ("ann", "bob"))
        async with (
            one.open("/chat/7", ann) as ann_socket,
            two.open("/chat/7", bob) as other,
        ):
            await read(ann_socket)
            await read(other)
            await ann_socket.send('{"content": "hello"}')
            assert (await read(other))["data"] == (await read(ann_socket))["data"]
            await silent(other)
        tickets = make_tickets(redis_url, prefix)
        ticket = (await tickets.issue(Principal("ann"))).ticket
        async with two.open() as socket:
            assert (await ask(socket, -1, {"ticket": ticket}))["status_code"] == 0
        async with one.open() as socket:
            assert (await ask(socket, -1, {"ticket": ticket}))["status_code"] == 7
        with pytest.raises(AuthenticationFailed):
            await tickets.redeem(ticket)
        await tickets.close()


async def worker_says(redis_url: str, prefix: str) -> None:
    """What a process without sockets does: a hub that only publishes."""
    hub = make_hub(redis_url, prefix)
    await hub.start()
    service = Service(name="worker", interceptors=[Joint(hub, Probe())])
    async with service.unit_of_work("job", app_type="worker"):
        await Said(text="x").send()
        await Announced(text="all").broadcast()
    await hub.stop()


async def test_a_killed_process_takes_only_its_own_sockets(
    redis_url: str, prefix: str
) -> None:
    """The others go on, and whoever comes back elsewhere learns what was missed."""
    async with (
        process(redis_url, prefix) as one,
        process(redis_url, prefix) as two,
        two.open() as stays,
        one.open() as falls,
    ):
        room = {"room": "hall", "key": {"text": "x"}}
        standing = (await ask(falls, -3, room))["data"]
        assert isinstance(standing, dict)
        await ask(stays, -3, room)
        one.child.send_signal(signal.SIGKILL)
        await falls.wait_closed()
        await stays.send(
            f'{{"pkg_id": 10, "req_id": "{uuid4()}", "data": {{"text": "x"}}}}'
        )
        assert {(await read(stays))["pkg_id"] for _ in range(2)} == {10, 100}
        offsets = {standing["room"]: standing["offset"]}
        resume = {"epoch": standing["epoch"], "offsets": offsets}
        async with two.open() as back:
            data = (await ask(back, -1, {"resume": resume}))["data"]
            assert isinstance(data, dict)
            assert [told["resync"] for told in data["resumed"]] == [True]


async def test_a_stopped_process_closes_its_sockets(
    redis_url: str, prefix: str
) -> None:
    """SIGTERM ends every socket with 1012."""
    async with process(redis_url, prefix) as one, one.open() as socket:
        await ask(socket, 1)
        one.child.terminate()
        assert await closed(socket) == CloseCode.RESTART
        assert await asyncio.wait_for(one.child.wait(), 10) == 0
