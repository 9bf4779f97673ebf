"""The hub: which sockets are in which room, and how a push reaches them from any process.

`MemoryHub` serves one process, `RedisHub` all that share a Redis; one suite of tests holds both to this page.
Delivery is at most once. Every room numbers its pushes: `offset` rises by one, `epoch` is the same for as long as
the hub's memory lasts. A socket that sees the number skip, or another epoch, has missed something and asks again.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic_core import to_json

from svcgen_runtime.websocket.codes import ReservedPackage
from svcgen_runtime.websocket.envelope import PushFrame

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a room's numbering stands: the offset of the last push that was sent to it."""

    epoch: str
    offset: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A push that is to be sent: `data` is JSON, `room` None means every socket of every process."""

    pkg_id: int
    data: bytes
    room: str | None


def standing(room: str | None, position: Position) -> PushFrame:
    """The push that tells a room where it stands: who saw another number last has missed something."""
    told = {"room": room, "epoch": position.epoch, "offset": position.offset}
    return PushFrame(
        ReservedPackage.JOIN, to_json(told), room, position.epoch, position.offset
    )


class Socket(Protocol):
    """What a hub needs of a connection."""

    def offer(self, push: PushFrame) -> None:
        """Takes a push for sending; returns at once, whatever the state of the connection."""


class Hub(Protocol):
    """Rooms and broadcasts. All methods are for one event loop."""

    async def start(self) -> None:
        """Makes the hub ready. Raises `DependencyMissing` if what it needs does not answer."""

    async def stop(self) -> None:
        """Lets go of everything; nothing is delivered afterwards."""

    async def attach(self, socket: Socket) -> None:
        """From now on the socket hears broadcasts."""

    async def detach(self, socket: Socket) -> None:
        """The socket leaves every room and hears nothing more. Does nothing if it is not attached."""

    async def join(self, socket: Socket, room: str) -> Position:
        """Every push after the returned position reaches the socket. Joining twice is joining once.

        Only an attached socket can join; for another this does nothing but tell the position. Raises `Unavailable` if the room cannot be heard at this time.
        """

    async def leave(self, socket: Socket, room: str) -> Position:
        """The socket hears the room no longer. Does nothing if it is not in the room."""

    async def publish(self, pushes: Sequence[Outgoing]) -> None:
        """Sends pushes in order. Raises `Unavailable` if they could not be handed over."""

    def rooms_of(self, socket: Socket) -> frozenset[str]:
        """The rooms a socket of this process is in."""


class Members:
    """The sockets of this process and their rooms. Empty rooms are forgotten."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[Socket, None]] = {}
        self._sockets: dict[Socket, set[str]] = {}

    def attach(self, socket: Socket) -> None:
        """Adds a socket that is in no room."""
        self._sockets.setdefault(socket, set())

    def detach(self, socket: Socket) -> list[str]:
        """Removes a socket; returns the rooms that are empty now."""
        return [
            room
            for room in self._sockets.pop(socket, set())
            if self._drop(socket, room)
        ]

    def join(self, socket: Socket, room: str) -> None:
        """Adds an attached socket to a room; one that has gone meanwhile is not brought back."""
        if socket in self._sockets:
            self._sockets[socket].add(room)
            self._rooms.setdefault(room, {})[socket] = None

    def leave(self, socket: Socket, room: str) -> bool:
        """Removes a socket from a room; returns whether the room is empty now."""
        rooms = self._sockets.get(socket)
        if rooms is None or room not in rooms:
            return False
        rooms.discard(room)
        return self._drop(socket, room)

    def rooms(self) -> Iterable[str]:
        """The rooms that somebody of this process is in."""
        return self._rooms.keys()

    def rooms_of(self, socket: Socket) -> frozenset[str]:
        """The rooms a socket is in."""
        return frozenset(self._sockets.get(socket, ()))

    def deliver(self, push: PushFrame) -> None:
        """Offers a push to everybody it is for; a socket that fails does not stop the others."""
        sockets = self._sockets if push.room is None else self._rooms.get(push.room, {})
        for socket in tuple(sockets):
            try:
                socket.offer(push)
            except Exception:
                logger.exception("a socket could not take a push")

    def _drop(self, socket: Socket, room: str) -> bool:
        members = self._rooms.get(room, {})
        members.pop(socket, None)
        if members:
            return False
        self._rooms.pop(room, None)
        return True
