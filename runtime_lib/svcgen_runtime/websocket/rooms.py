"""Joining and leaving rooms, as far as their declarations let a client."""

from collections.abc import Iterable, Mapping
from typing import Final, TypedDict

from svcgen_runtime.access import authorise, check_static
from svcgen_runtime.errors import (
    AuthenticationFailed,
    PermissionDenied,
    RateLimited,
    ServiceError,
)
from svcgen_runtime.unit_of_work import Trigger
from svcgen_runtime.websocket.connection import Connection
from svcgen_runtime.websocket.hub import Position
from svcgen_runtime.websocket.room import Room, name_of
from svcgen_runtime.websocket.runtime import WebSocketRuntime

MAX_ROOMS: Final = 256


class Standing(TypedDict):
    """Where a room stands, as a client is told."""

    room: str
    epoch: str
    offset: int


class Resumed(Standing):
    """`resync` says that pushes were missed: what they told must be asked for again."""

    resync: bool


class RoomDesk:
    """The declared rooms of a service, and who gets into them."""

    def __init__(self, rooms: Iterable[Room], runtime: WebSocketRuntime) -> None:
        self._rooms = by_name(rooms)
        self._runtime = runtime

    async def join(
        self, connection: Connection, name: str, key: Mapping[str, object]
    ) -> Standing:
        """Lets the client in if the room's rule does.

        Raises `AuthenticationFailed`, `PermissionDenied`, `InvalidData`, `RateLimited` (too many rooms) and
        `Unavailable`.
        """
        room = self._room(name)
        if room.join is None:
            raise PermissionDenied("You may not join this room.")
        check_static(room.join, connection.principal)
        values = room.read_key(key)
        address = room.address(values)
        hub = self._runtime.hub
        if len(hub.rooms_of(connection)) >= MAX_ROOMS:
            raise RateLimited("One connection may be in 256 rooms.")
        trigger = Trigger("websocket", f"join {name}")
        async with self._runtime.open_unit(
            trigger, connection.principal, connection.id
        ):
            await authorise(room.join, connection.principal, values)
        return _standing(address, await hub.join(connection, address))

    async def leave(
        self, connection: Connection, name: str, key: Mapping[str, object]
    ) -> Standing:
        """Lets the client out. Raises `PermissionDenied`, `InvalidData` and `Unavailable`."""
        room = self._room(name)
        address = room.address(room.read_key(key))
        return _standing(address, await self._runtime.hub.leave(connection, address))

    async def resume(
        self, connection: Connection, epoch: str, offsets: Mapping[str, int]
    ) -> list[Resumed]:
        """Joins again what the client was in; a room it may not join any more is left out of the answer."""
        resumed: list[Resumed] = []
        for address, seen in offsets.items():
            try:
                name = name_of(address)
                key = self._room(name).key_of(address)
                at = await self.join(connection, name, key)
            except ServiceError:
                continue
            missed = at["epoch"] != epoch or at["offset"] != seen
            resumed.append({**at, "resync": missed})
        return resumed

    async def leave_denied(self, connection: Connection) -> None:
        """Leaves the rooms that the connection's present identity may not join."""
        for address in self._runtime.hub.rooms_of(connection):
            room = self._rooms.get(name_of(address))
            if room is None or room.join is None:
                continue
            try:
                check_static(room.join, connection.principal)
            except (AuthenticationFailed, PermissionDenied):
                await self._runtime.hub.leave(connection, address)

    def _room(self, name: str) -> Room:
        # A room that is not declared is answered like one that nobody may join: the answer lists no names.
        room = self._rooms.get(name)
        if room is None:
            raise PermissionDenied("You may not join this room.")
        return room


def by_name(rooms: Iterable[Room]) -> dict[str, Room]:
    """Rooms by name. Raises `ValueError` if two have the same."""
    found: dict[str, Room] = {}
    for room in rooms:
        if found.setdefault(room.name, room) != room:
            raise ValueError(f"two rooms are called {room.name}")
    return found


def _standing(address: str, position: Position) -> Standing:
    return {"room": address, "epoch": position.epoch, "offset": position.offset}
