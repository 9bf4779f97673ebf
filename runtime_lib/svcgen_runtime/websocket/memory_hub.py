"""The hub of a service that runs in one process."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from svcgen_runtime.websocket.envelope import PushFrame
from svcgen_runtime.websocket.hub import Members, Outgoing, Position, Socket

REMEMBERED_ROOMS: Final = 100_000


class MemoryHub:
    """`Hub` without any server. Sockets and publishers must be in the same process and event loop."""

    def __init__(self, remembered_rooms: int = REMEMBERED_ROOMS) -> None:
        self._members = Members()
        self._epoch = str(uuid4())
        self._offsets: OrderedDict[str | None, int] = OrderedDict()
        self._remembered_rooms = remembered_rooms
        # A room that was forgotten goes on from a number no room has reached: its listeners see a gap, never a repeat.
        self._floor = 0

    async def start(self) -> None:
        """Nothing to make ready."""

    async def stop(self) -> None:
        """Forgets every socket."""
        self._members = Members()

    async def attach(self, socket: Socket) -> None:
        """From now on the socket hears broadcasts."""
        self._members.attach(socket)

    async def detach(self, socket: Socket) -> None:
        """The socket leaves every room and hears nothing more."""
        self._members.detach(socket)

    async def join(self, socket: Socket, room: str) -> Position:
        """Every push after the returned position reaches the socket."""
        self._members.join(socket, room)
        return self._position(room)

    async def leave(self, socket: Socket, room: str) -> Position:
        """The socket hears the room no longer."""
        self._members.leave(socket, room)
        return self._position(room)

    async def publish(self, pushes: Sequence[Outgoing]) -> None:
        """Delivers the pushes in order."""
        for push in pushes:
            offset = self._position(push.room).offset + 1
            self._offsets[push.room] = offset
            self._members.deliver(
                PushFrame(push.pkg_id, push.data, push.room, self._epoch, offset)
            )

    def rooms_of(self, socket: Socket) -> frozenset[str]:
        """The rooms a socket is in."""
        return self._members.rooms_of(socket)

    def _position(self, room: str | None) -> Position:
        offset = self._offsets.setdefault(room, self._floor)
        self._offsets.move_to_end(room)
        if len(self._offsets) > self._remembered_rooms:
            _, forgotten = self._offsets.popitem(last=False)
            self._floor = max(self._floor, forgotten + 1)
        return Position(self._epoch, offset)
