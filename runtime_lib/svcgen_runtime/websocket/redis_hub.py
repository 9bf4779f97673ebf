"""The hub of a service that runs in several processes, by Redis pub/sub.

Every room is a channel, and a process listens to the rooms that its own sockets are in. The number of a push is
drawn and the push sent in one script, so numbers arrive in order. A process that lost Redis comes back by itself,
listens to all its rooms again and tells their sockets when something passed meanwhile.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from svcgen_runtime.errors import DependencyMissing, Unavailable
from svcgen_runtime.websocket.codes import ReservedPackage
from svcgen_runtime.websocket.envelope import NULL, PushFrame
from svcgen_runtime.websocket.hub import Members, Outgoing, Position, Socket, standing
from svcgen_runtime.websocket.redis_client import (
    FAILURES,
    Event,
    RedisClient,
    Subscription,
)
from svcgen_runtime.websocket.redis_rooms import FIRST_DELAY, LONGEST_DELAY, RedisRooms

logger = logging.getLogger(__name__)

PING_INTERVAL: Final = 1.0
SILENCE_LIMIT: Final = 4.0
JOIN_TIMEOUT: Final = 3.0
LOST_ROOMS: Final = 10_000


class RedisHub:
    """`Hub` for any number of processes that share a Redis and a `prefix`.

    It listens from the first socket on: a worker or a scheduler, which has none, only publishes.
    """

    def __init__(self, url: str, prefix: str) -> None:
        self._client = RedisClient(url)
        self._remote = RedisRooms(self._client, prefix)
        self._members = Members()
        self._listener: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._ready = asyncio.Event()
        self._asked: set[str | None] = set()
        self._unconfirmed: dict[str | None, int] = {}
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}
        self._seen: dict[str | None, Position] = {}
        self._lost: dict[str | None, None] = {}
        self._making_up: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connects. Raises `DependencyMissing` if Redis does not answer."""
        try:
            await self._client.ping()
        except FAILURES as error:
            raise DependencyMissing(f"Redis does not answer: {error}") from error

    async def stop(self) -> None:
        """Stops listening and closes every connection."""
        for task in (self._listener, self._making_up):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        self._listener = self._making_up = None
        self._ready.clear()
        await self._client.close()

    async def attach(self, socket: Socket) -> None:
        """From now on the socket hears broadcasts. Raises `Unavailable` without Redis."""
        self._members.attach(socket)
        if self._ready.is_set():
            return
        if self._listener is None:
            self._listener = asyncio.create_task(self._keep_listening())
        try:
            async with asyncio.timeout(JOIN_TIMEOUT):
                await self._ready.wait()
        except TimeoutError as error:
            self._members.detach(socket)
            raise Unavailable("pushes cannot be heard at this time") from error

    async def detach(self, socket: Socket) -> None:
        """The socket leaves every room and hears nothing more."""
        for room in self._members.detach(socket):
            self._seen.pop(room, None)
        self._changed.set()

    async def join(self, socket: Socket, room: str) -> Position:
        """Every push after the returned position reaches the socket. Raises `Unavailable` without Redis."""
        self._members.join(socket, room)
        try:
            async with asyncio.timeout(JOIN_TIMEOUT):
                if room in self._members.rooms_of(socket):
                    await self._listening_to(room)
                position = await self._remote.position(room)
        except FAILURES as error:
            await self.leave_quietly(socket, room)
            raise Unavailable("rooms cannot be reached at this time") from error
        if room in self._members.rooms():
            self._seen.setdefault(room, position)
        return position

    async def leave(self, socket: Socket, room: str) -> Position:
        """The socket hears the room no longer. Raises `Unavailable` without Redis, having left all the same."""
        await self.leave_quietly(socket, room)
        try:
            return await self._remote.position(room)
        except FAILURES as error:
            raise Unavailable("rooms cannot be reached at this time") from error

    async def leave_quietly(self, socket: Socket, room: str) -> None:
        """Leaves without asking where the room stands."""
        if self._members.leave(socket, room):
            self._seen.pop(room, None)
            self._changed.set()

    async def publish(self, pushes: Sequence[Outgoing]) -> None:
        """Sends pushes in order and in one round trip. Raises `Unavailable` if Redis does not take them in 2 s."""
        try:
            await self._remote.send(pushes)
        except FAILURES as error:
            if len(self._lost) < LOST_ROOMS:
                self._lost.update(dict.fromkeys(push.room for push in pushes))
            if self._making_up is None or self._making_up.done():
                self._making_up = asyncio.create_task(self._make_up())
            raise Unavailable("pushes cannot be sent at this time") from error

    async def _make_up(self) -> None:
        """Tells rooms that lost a push where they stand, as soon as Redis is back: a number that is drawn is a gap."""
        while self._lost:
            rooms = tuple(self._lost)
            try:
                await self._remote.send(
                    Outgoing(ReservedPackage.JOIN, NULL, room) for room in rooms
                )
            except FAILURES:
                await asyncio.sleep(LONGEST_DELAY)
            else:
                for room in rooms:
                    del self._lost[room]

    def rooms_of(self, socket: Socket) -> frozenset[str]:
        """The rooms a socket of this process is in."""
        return self._members.rooms_of(socket)

    async def _listening_to(self, room: str) -> None:
        if room in self._asked and not self._unconfirmed.get(room):
            return
        heard = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(room, []).append(heard)
        self._changed.set()
        await heard

    # --- listening ---

    async def _keep_listening(self) -> None:
        delay, lost = FIRST_DELAY, False
        while True:
            try:
                async with self._client.listen() as subscription:
                    self._asked.clear()
                    self._unconfirmed.clear()
                    await self._ask(subscription)
                    if lost:
                        logger.warning("Redis is back, listening again")
                    delay = FIRST_DELAY
                    await self._listen(subscription, tell=lost)
            except (*FAILURES, ExceptionGroup) as error:
                lost = True
                logger.warning("lost Redis, trying again in %.2f s: %s", delay, error)
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)

    async def _listen(self, subscription: Subscription, tell: bool) -> None:
        """Reads and asks at the same time, until either fails."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._read(subscription))
            tasks.create_task(self._keep_asking(subscription))
            if tell:
                tasks.create_task(self._tell_what_passed())

    async def _read(self, subscription: Subscription) -> None:
        while True:
            event = await subscription.next(SILENCE_LIMIT)
            if event is None:
                raise ConnectionError("Redis is silent")
            try:
                self._take(event)
            except Exception:
                logger.exception("a message on %s was not understood", event.channel)

    def _take(self, event: Event) -> None:
        if event.kind == "message":
            push = _read(self._remote.room(event.channel), event.body)
            if push.room is None or push.room in self._members.rooms():
                self._seen[push.room] = Position(push.epoch, push.offset)
            self._members.deliver(push)
        elif event.kind == "subscribe":
            room = self._remote.room(event.channel)
            due = self._unconfirmed.pop(room, 1) - 1
            if due > 0:
                # Only the answer to the latest question counts: the room was given up in between.
                self._unconfirmed[room] = due
            elif room is None:
                self._ready.set()
            else:
                for heard in self._waiting.pop(room, []):
                    if not heard.done():
                        heard.set_result(None)

    async def _keep_asking(self, subscription: Subscription) -> None:
        while True:
            try:
                async with asyncio.timeout(PING_INTERVAL):
                    await self._changed.wait()
            except TimeoutError:
                await subscription.ping()
            await self._ask(subscription)

    async def _ask(self, subscription: Subscription) -> None:
        """Brings what this connection listens to in line with the rooms of our sockets."""
        self._changed.clear()
        wanted: set[str | None] = {None, *self._members.rooms()}
        added, dropped = wanted - self._asked, self._asked - wanted
        self._asked = wanted
        if dropped:
            await subscription.unsubscribe(
                [self._remote.channel(room) for room in dropped]
            )
        if added:
            for room in added:
                self._unconfirmed[room] = self._unconfirmed.get(room, 0) + 1
            await subscription.subscribe([self._remote.channel(room) for room in added])

    async def _tell_what_passed(self) -> None:
        """Tells rooms whose number moved while we did not listen where they stand now."""
        for room, seen in tuple(self._seen.items()):
            position = await self._remote.position(room)
            if position == seen or self._seen.get(room) != seen:
                continue
            self._seen[room] = position
            self._members.deliver(standing(room, position))


def _read(room: str | None, message: bytes) -> PushFrame:
    """A push as `RedisRooms` sends it. Raises `ValueError` for anything else."""
    epoch, offset, pkg_id, body = message.split(b" ", 3)
    position = Position(epoch.decode(), int(offset))
    if int(pkg_id) == ReservedPackage.JOIN:
        return standing(room, position)
    return PushFrame(int(pkg_id), body, room, position.epoch, position.offset)
