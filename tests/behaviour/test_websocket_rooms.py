"""Rooms and pushes: who hears what, and when."""

import asyncio
from uuid import uuid4

import pytest

from svcgen_runtime.context import current_unit_of_work
from svcgen_runtime.errors import InvalidData, NotInUnitOfWork
from svcgen_runtime.service import Service
from svcgen_runtime.websocket import Push, Room, WebSocketOptions
from svcgen_runtime.websocket.memory_hub import MemoryHub
from tests.behaviour.websocket_service import (
    AUTHOR_ID,
    HALL,
    Announced,
    Joint,
    Probe,
    Said,
    ask,
    read,
    request,
    serving,
    silent,
    token,
)


async def join(socket: object, room: str, **key: object) -> dict[str, object]:
    """Joins a room; returns the reply."""
    return await ask(socket, -3, {"room": room, "key": key})  # type: ignore[arg-type]


async def test_a_push_reaches_its_room_and_numbers_itself() -> None:
    """The sender's reply comes after its push has left; meta tells room, epoch and the next offset."""
    async with (
        serving() as running,
        running.open() as here,
        running.open() as there,
        running.open() as out,
    ):
        at = (await join(here, "hall", text="here"))["data"]
        assert isinstance(at, dict)
        await join(there, "hall", text="there")
        await ask(out, 10, {"text": "here"})
        meta = {**at, "offset": at["offset"] + 1}
        assert await read(here) == {
            "pkg_id": 100,
            "req_id": None,
            "data": {"text": "here"},
            "meta": meta,
        }
        await silent(there)
        await ask(out, 10, {"text": "both", "how": "address"})
        assert (await read(here))["data"] == (await read(there))["data"]
        await ask(out, 10, {"text": "managed", "how": "manager"})
        assert (await read(here))["pkg_id"] == 102
        await silent(out)


async def test_a_broadcast_reaches_everybody() -> None:
    """Sockets that are in no room as well; the room in meta is null."""
    async with serving() as running, running.open() as one, running.open() as other:
        await ask(one, 1)
        await other.send(request(10, {"text": "all", "how": "broadcast"}))
        frames = [await read(other), await read(other)]
        assert {frame["pkg_id"] for frame in frames} == {10, 102}
        meta = (await read(one))["meta"]
        assert isinstance(meta, dict)
        assert meta["room"] is None


@pytest.mark.parametrize("how", ["room", "address", "broadcast", "manager"])
async def test_nothing_is_pushed_by_work_that_failed(how: str) -> None:
    """Neither when the handler fails after sending, nor when the commit does."""
    async with serving() as running, running.open() as socket:
        await join(socket, "hall", text="here")
        said = {"text": "here", "how": how}
        assert (await ask(socket, 10, {**said, "fail": True}))["status_code"] == 5
        running.probe.commit_fails = True
        assert (await ask(socket, 10, said))["status_code"] == 5
        await silent(socket)


async def test_leaving_ends_hearing() -> None:
    """After the reply to leave nothing of the room comes; leaving again changes nothing."""
    async with serving() as running, running.open() as socket:
        joined = await join(socket, "hall", text="here")
        for _ in range(2):
            left = await ask(socket, -4, {"room": "hall", "key": {"text": "here"}})
            assert (left["status_code"], left["data"]) == (0, joined["data"])
        await ask(socket, 10, {"text": "here"})
        await silent(socket)


async def test_rooms_let_in_whom_they_declare() -> None:
    """Public, by role, by owner; a room without a rule and one that does not exist let nobody in."""
    order, other = {"order_id": str(AUTHOR_ID)}, {"order_id": str(uuid4())}
    expected: dict[tuple[str, str], dict[str, int]] = {
        ("hall", "text"): {"": 0, "ursula": 0, "editor": 0},
        ("staff", ""): {"": 7, "ursula": 3, "editor": 0},
        ("nobody", ""): {"": 3, "ursula": 3, "editor": 3},
        ("unknown", ""): {"": 3, "ursula": 3, "editor": 3},
        ("order", "mine"): {"": 7, "ursula": 0, "editor": 3},
        ("order", "missing"): {"": 7, "ursula": 4, "editor": 4},
    }
    keys = {"": {}, "text": {"text": "x"}, "mine": order, "missing": other}
    async with serving() as running:
        for who in ("", "ursula", "editor"):
            given = token(who, *(["editor"] if who == "editor" else []))
            protocols = [f"svcgen.bearer.{given}"] if who else []
            async with running.open("/ws", *protocols) as socket:
                for (room, key), status in expected.items():
                    reply = await join(socket, room, **keys[key])
                    assert reply["status_code"] == status[who], (room, key, who)


@pytest.mark.parametrize(
    "key",
    [{}, {"order_id": "x"}, {"order_id": str(AUTHOR_ID), "more": 1}, {"id": 5}],
)
async def test_a_wrong_key_is_invalid_data(key: dict[str, object]) -> None:
    """Missing, unknown and ill-typed parts of a key are named; the rule is not asked."""
    async with (
        serving() as running,
        running.open("/ws", f"svcgen.bearer.{token('ursula')}") as socket,
    ):
        reply = await join(socket, "order", **key)
        assert reply["status_code"] == 2
        data = reply["data"]
        assert isinstance(data, dict)
        assert all(one["field"].startswith("key.") for one in data["error"]["details"])


async def test_a_key_has_one_spelling() -> None:
    """A uuid in capitals names the same room."""
    async with (
        serving() as running,
        running.open("/ws", f"svcgen.bearer.{token('ursula')}") as socket,
    ):
        reply = await join(socket, "order", order_id=str(AUTHOR_ID).upper())
        data = reply["data"]
        assert isinstance(data, dict)
        assert data["room"] == f"order:{AUTHOR_ID}"


async def test_lost_roles_lose_their_rooms() -> None:
    """Re-authenticating without the role leaves the rooms that need it, and only those."""
    async with (
        serving() as running,
        running.open("/ws", f"svcgen.bearer.{token('u', 'editor')}") as socket,
    ):
        await join(socket, "staff")
        await join(socket, "hall", text="x")
        await ask(socket, -5, {"token": token("u", "reader")})
        (connection,) = running.server.opened()[0].connections  # type: ignore[index]
        assert running.hub.rooms_of(connection) == {"hall:x"}


async def test_one_connection_is_in_a_bounded_number_of_rooms() -> None:
    """The room after the last one allowed is refused, 6."""
    async with serving(WebSocketOptions()) as running, running.open() as socket:
        for number in range(256):
            assert (await join(socket, "hall", text=str(number)))["status_code"] == 0
        assert (await join(socket, "hall", text="one more"))["status_code"] == 6


async def test_joins_and_leaves_keep_their_order() -> None:
    """Sent in one go, the last word counts."""
    async with serving() as running, running.open() as socket:
        room = {"room": "hall", "key": {"text": "here"}}
        for _ in range(20):
            await socket.send(request(-3, room))
            await socket.send(request(-4, room))
        await socket.send(request(-3, room))
        replies = [await read(socket) for _ in range(41)]
        assert [reply["pkg_id"] for reply in replies] == [*[-3, -4] * 20, -3]
        (connection,) = running.server.opened()[0].connections  # type: ignore[index]
        assert running.hub.rooms_of(connection) == {"hall:here"}


async def test_coming_back_tells_what_was_missed() -> None:
    """Resume joins the rooms again and says for each whether pushes were missed; closed rooms are left out."""
    async with serving() as running, running.open() as sender:
        async with running.open() as socket:
            seen = [
                (await join(socket, "hall", text=text))["data"] for text in ("a b", "c")
            ]
        rooms = {one["room"]: one["offset"] for one in seen if isinstance(one, dict)}
        await ask(sender, 10, {"text": "a b"})
        first = seen[0]
        assert isinstance(first, dict)
        resume = {
            "epoch": first["epoch"],
            "offsets": {**rooms, "staff": 1, "no such": 1},
        }
        async with running.open() as socket:
            data = (await ask(socket, -1, {"resume": resume}))["data"]
            assert isinstance(data, dict)
            told = {one["room"]: one["resync"] for one in data["resumed"]}
            assert told == {"hall:a%20b": True, "hall:c": False}
            await ask(sender, 10, {"text": "c"})
            assert (await read(socket))["data"] == {"text": "c"}
        resume["epoch"] = "another"
        async with running.open() as socket:
            data = (await ask(socket, -1, {"resume": resume}))["data"]
            assert isinstance(data, dict)
            assert all(one["resync"] for one in data["resumed"])


async def test_pushes_come_from_any_unit_of_work() -> None:
    """A worker's or a job's unit of work reaches the sockets; outside of one there is no sending."""
    async with serving() as running, running.open() as socket:
        await join(socket, "hall", text="here")
        service = Service(name="w", interceptors=[Joint(running.hub, Probe())])
        async with service.unit_of_work("job"):
            await Said(text="here").send()
            await Announced(text="all").broadcast()
            await silent(socket)
        assert [(await read(socket))["pkg_id"] for _ in range(2)] == [100, 102]
        with pytest.raises(NotInUnitOfWork):
            await Said(text="here").send()
        assert current_unit_of_work.get(None) is None


async def test_the_manager_moves_sockets() -> None:
    """Joining and leaving by the service needs no rule, and happens in order after the commit."""
    hub, heard = MemoryHub(), list[bytes]()

    class Ear:
        def offer(self, push: object) -> None:
            heard.append(push.data)  # type: ignore[attr-defined]

    ear = Ear()
    service = Service(name="w", interceptors=[Joint(hub, Probe())])
    async with service.unit_of_work("job") as unit:
        manager = unit.ws_manager
        await manager.add_websocket(ear)
        await manager.add_websocket_to_room(ear, "nobody")
        await manager.send("nobody", Announced(text="1"))
        await manager.remove_websocket_from_room(ear, "nobody")
        await manager.send("nobody", Announced(text="2"))
        assert heard == []
    assert heard == [b'{"text":"1"}']
    assert hub.rooms_of(ear) == frozenset()


def test_addresses_of_different_keys_differ() -> None:
    """Whatever the values hold, two keys never make one address, and a key can be read back."""
    room = Room("r", ("a", "b"))
    values = ["", "/", "%2F", ":", "a/b", "ü", " ", "\0", "."]
    keys = [{"a": a, "b": b} for a in values for b in values]
    addresses = [room.address(key) for key in keys]
    assert len(set(addresses)) == len(keys)
    assert [room.key_of(address) for address in addresses] == keys
    assert HALL.address({"text": "a b"}) == "hall:a%20b"
    assert Room("lobby").address() == "lobby"
    with pytest.raises(KeyError):
        room.address({"a": 1})
    with pytest.raises(InvalidData):
        room.read_key({"a": "x" * 600, "b": ""})


def test_a_push_is_declared_with_its_number_and_room() -> None:
    """A key without such a field and a negative number are refused when the class is made."""
    with pytest.raises(TypeError, match="no field nothing"):

        class Wrong(Push, pkg_id=1, room="r", key=("nothing",)):
            text: str

    with pytest.raises(TypeError, match="reserved"):

        class Negative(Push, pkg_id=-3):
            text: str

    class Free(Push, pkg_id=1):
        package: str
        room: str
        address: str
        body: str

    assert Free(package="a", room="b", address="c", body="d").body == "d"
    assert Free.__push__.room is None


async def test_a_push_without_a_room_needs_addresses() -> None:
    """send() without any is a mistake that says so."""
    service = Service(name="w", interceptors=[Joint(MemoryHub(), Probe())])
    with pytest.raises(ValueError, match="has no room"):
        async with service.unit_of_work("job"):
            await Announced(text="x").send()
    await asyncio.sleep(0)
