"""Rooms in Redis: their channels, their numbers, and sending to them."""

import asyncio
from collections.abc import Iterable
from typing import Final
from uuid import uuid4

from svcgen_runtime.websocket.hub import Outgoing, Position
from svcgen_runtime.websocket.redis_client import FAILURES, Call, RedisClient

ROOM_MEMORY: Final = 24 * 3600
FIRST_DELAY: Final = 0.05
LONGEST_DELAY: Final = 0.5
TRUSTED_FOR: Final = 1.0
PATIENCE: Final = 2.0

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


class RedisRooms:
    """The rooms of all processes that share a Redis and a `prefix`. Methods raise `FAILURES` without it."""

    def __init__(self, client: RedisClient, prefix: str) -> None:
        self._client = client
        self._prefix = f"{prefix}:ws"
        self._epoch = str(uuid4())
        self._answered = float("-inf")

    def channel(self, room: str | None) -> str:
        """The channel of a room; of broadcasts for None."""
        return f"{self._prefix}:all" if room is None else f"{self._prefix}:room:{room}"

    def room(self, channel: str) -> str | None:
        """The room of a channel."""
        if channel == f"{self._prefix}:all":
            return None
        return channel.removeprefix(f"{self._prefix}:room:")

    async def position(self, room: str | None) -> Position:
        """Where a room's numbering stands."""
        ((epoch, offset),) = await self._client.run([self._call(READ, room)])
        return Position(epoch.decode(), int(offset))

    async def send(self, pushes: Iterable[Outgoing]) -> None:
        """Numbers and sends pushes in order, in one round trip, having waited up to 2 s for Redis."""
        try:
            await self._be_connected()
            await self._client.run([self._send(push) for push in pushes])
        except FAILURES:
            self._answered = float("-inf")
            raise
        self._answered = asyncio.get_running_loop().time()

    def _call(self, script: str, room: str | None, *rest: str | bytes | int) -> Call:
        keys = (f"{self._prefix}:epoch", f"{self.channel(room)}:offset")
        return Call(script, keys, (self._epoch, ROOM_MEMORY, *rest))

    def _send(self, push: Outgoing) -> Call:
        channel = self.channel(push.room)
        return self._call(SEND, push.room, channel, push.pkg_id, push.data)

    async def _be_connected(self) -> None:
        """Waits a moment for a Redis that is coming back, before anything is sent that must not be sent twice."""
        now = asyncio.get_running_loop().time()
        if now - self._answered < TRUSTED_FOR:
            return
        deadline, delay = now + PATIENCE, FIRST_DELAY
        while True:
            try:
                await self._client.ping()
            except FAILURES:
                if asyncio.get_running_loop().time() + delay > deadline:
                    raise
                await asyncio.sleep(delay)
                delay = min(delay * 2, LONGEST_DELAY)
            else:
                return
