"""The hub of a service that runs in several processes, by Redis pub/sub.

Every room is a channel, and a process listens to the rooms that its own sockets are in. The number of a push is
drawn and the push sent in one script, so numbers arrive in order. A process that lost Redis comes back by itself,
listens to all its rooms again and tells their sockets when something passed meanwhile.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from pydantic_core import to_json

from svcgen_runtime.errors import DependencyMissing, Unavailable
from svcgen_runtime.websocket.codes import ReservedPackage
from svcgen_runtime.websocket.envelope import PushFrame
from svcgen_runtime.websocket.hub import Members, Outgoing, Position, Socket
from svcgen_runtime.websocket.redis_client import (
    FAILURES,
    Call,
    Event,
    RedisClient,
    Subscription,
)

logger = logging.getLogger(__name__)

ROOM_MEMORY: Final = 24 * 3600
FIRST_DELAY: Final = 0.05
LONGEST_DELAY: Final = 0.5
PING_INTERVAL: Final = 1.0
SILENCE_LIMIT: Final = 4.0
JOIN_TIMEOUT: Final = 3.0
PUBLISH_PATIENCE: Final = 2.0

# A room whose number was forgotten goes on from the clock's milliseconds, which no room can have reached by counting:
# its listeners see a gap, never a repeat.
POSITION: Final = """
local epoch = redis.call('GET', KEYS[1])
if not epoch then epoch = ARGV[1]; redis.call('SET', KEYS[1], epoch) end
if redis.call('EXISTS', KEYS[2]) == 0 then
  local now = redis.call('TIME')
  redis.call('SET', KEYS[2], now[1] .. string.format('%03d', math.floor(now[2] / 1000)))
end
redis.call('EXPIRE', KEYS[2], ARGV[2])
"""
READ: Final = POSITION + "return {epoch, redis.call('GET', KEYS[2])}"
SEND: Final = POSITION + """
redis.call('INCR', KEYS[2])
local offset = redis.call('GET', KEYS[2])
redis.call('PUBLISH', ARGV[3], epoch .. ' ' .. offset .. ' ' .. ARGV[4] .. ' ' .. ARGV[5])
return {epoch, offset}
"""


class RedisHub:
    """`Hub` for any number of processes that share a Redis and a `prefix`.

    It listens from the first socket on: a worker or a scheduler, which has none, only publishes.
    """

    def __init__(self, url: str, prefix: str) -> None:
        self._client = RedisClient(url)
        self._prefix = f"{prefix}:ws"
        self._members = Members()
        self._epoch = str(uuid4())
        self._listener: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._ready = asyncio.Event()
        self._asked: set[str | None] = set()
        self._unconfirmed: dict[str | None, int] = {}
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}
        self._seen: dict[str | None, Position] = {}
        self._answered = float("-inf")

    async def start(self) -> None:
        """Connects. Raises `DependencyMissing` if Redis does not answer."""
        try:
            await self._client.ping()
        except FAILURES as error:
            raise DependencyMissing(f"Redis does not answer: {error}") from error

    async def stop(self) -> None:
        """Stops listening and closes every connection."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
            self._listener = None
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
                position = await self._position(room)
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
            return await self._position(room)
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
            await self._be_connected()
            await self._client.run([self._send(push) for push in pushes])
        except FAILURES as error:
            self._answered = float("-inf")
            raise Unavailable("pushes cannot be sent at this time") from error
        self._answered = asyncio.get_running_loop().time()

    def rooms_of(self, socket: Socket) -> frozenset[str]:
        """The rooms a socket of this process is in."""
        return self._members.rooms_of(socket)

    # --- names ---

    def _channel(self, room: str | None) -> str:
        return f"{self._prefix}:all" if room is None else f"{self._prefix}:room:{room}"

    def _room(self, channel: str) -> str | None:
        if channel == f"{self._prefix}:all":
            return None
        return channel.removeprefix(f"{self._prefix}:room:")

    def _call(self, script: str, room: str | None, *rest: str | bytes | int) -> Call:
        keys = (f"{self._prefix}:epoch", f"{self._channel(room)}:offset")
        return Call(script, keys, (self._epoch, ROOM_MEMORY, *rest))

    def _send(self, push: Outgoing) -> Call:
        channel = self._channel(push.room)
        return self._call(SEND, push.room, channel, push.pkg_id, push.data)

    # --- asking ---

    async def _position(self, room: str | None) -> Position:
        ((epoch, offset),) = await self._client.run([self._call(READ, room)])
        return Position(epoch.decode(), int(offset))

    async def _be_connected(self) -> None:
        """Waits a moment for a Redis that is coming back, before anything is sent that must not be sent twice."""
        now = asyncio.get_running_loop().time()
        if now - self._answered < PING_INTERVAL:
            return None
        deadline, delay = now + PUBLISH_PATIENCE, FIRST_DELAY
        while True:
            try:
                return await self._client.ping()
            except FAILURES:
                if asyncio.get_running_loop().time() + delay > deadline:
                    raise
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)

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
            epoch, offset, pkg_id, body = event.body.split(b" ", 3)
            room, position = self._room(event.channel), Position(
                epoch.decode(), int(offset)
            )
            push = PushFrame(int(pkg_id), body, room, position.epoch, position.offset)
            self._seen[room] = position
            self._members.deliver(push)
        elif event.kind == "subscribe":
            room = self._room(event.channel)
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
            await subscription.unsubscribe([self._channel(room) for room in dropped])
        if added:
            for room in added:
                self._unconfirmed[room] = self._unconfirmed.get(room, 0) + 1
            await subscription.subscribe([self._channel(room) for room in added])

    async def _tell_what_passed(self) -> None:
        """Tells rooms whose number moved while we did not listen where they stand now."""
        for room, seen in tuple(self._seen.items()):
            position = await self._position(room)
            if position == seen or self._seen.get(room) != seen:
                continue
            self._seen[room] = position
            notice = {"room": room, "epoch": position.epoch, "offset": position.offset}
            self._members.deliver(
                PushFrame(
                    ReservedPackage.JOIN,
                    to_json(notice),
                    room,
                    position.epoch,
                    position.offset,
                )
            )
