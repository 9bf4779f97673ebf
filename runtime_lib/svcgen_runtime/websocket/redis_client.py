"""The only module that talks to Redis for the WebSocket layer; it gives plain calls and typed events."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, Literal, Protocol, cast

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.client import Pipeline, PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

CONNECT_TIMEOUT: Final = 1.0
ANSWER_TIMEOUT: Final = 2.0
MAX_CONNECTIONS: Final = 16

FAILURES: Final = (RedisError, OSError, asyncio.TimeoutError)


@dataclass(frozen=True, slots=True)
class Event:
    """What a subscription hears; `body` is empty unless it is a message."""

    kind: Literal["message", "subscribe", "other"]
    channel: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One run of a Lua script."""

    script: str
    keys: tuple[str, ...]
    arguments: tuple[str | bytes | int, ...]


class Subscription:
    """One pub/sub connection. It never reconnects by itself: any failure raises, and its owner starts anew."""

    def __init__(self, pubsub: PubSub) -> None:
        self._pubsub = pubsub

    async def subscribe(self, channels: Sequence[str]) -> None:
        """Asks for channels; an event of kind `subscribe` confirms each."""
        await self._pubsub.subscribe(*channels)

    async def unsubscribe(self, channels: Sequence[str]) -> None:
        """Gives channels up."""
        await self._pubsub.unsubscribe(*channels)

    async def ping(self) -> None:
        """Asks for a sign of life, which comes as an event of kind `other`."""
        await self._pubsub.ping()

    async def next(self, timeout: float) -> Event | None:
        """The next event, or None after `timeout` seconds without one."""
        raw = await self._pubsub.get_message(timeout=timeout)
        if raw is None:
            return None
        channel = raw["channel"]
        name = channel.decode() if isinstance(channel, bytes) else str(channel or "")
        if raw["type"] == "message":
            return Event("message", name, bytes(raw["data"]))
        return Event("subscribe" if raw["type"] == "subscribe" else "other", name, b"")


class Commands(Protocol):
    """The part of redis-py that is used as if it were typed."""

    async def execute_command(self, *words: str | bytes | int) -> object:
        """Sends one command."""

    def pipeline(self, transaction: bool) -> Pipeline:
        """Collects commands for one round trip."""

    async def aclose(self) -> None:
        """Closes every connection."""


class RedisClient:
    """A pool of connections to one Redis. Every call raises one of `FAILURES` when it does not answer in time."""

    def __init__(self, url: str) -> None:
        self._redis: Commands = self._connect(url, ANSWER_TIMEOUT)
        # Reading a subscription waits for as long as nobody has anything to say.
        self._listening = self._connect(url, None)

    @staticmethod
    def _connect(url: str, timeout: float | None) -> Redis:
        # Nothing is sent twice behind the caller's back: a push that may have left must not leave again.
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=MAX_CONNECTIONS,
            timeout=ANSWER_TIMEOUT,
            socket_connect_timeout=CONNECT_TIMEOUT,
            socket_timeout=timeout,
            retry=Retry(NoBackoff(), 0),
        )
        return Redis.from_pool(pool)

    async def ping(self) -> None:
        """Asks for a sign of life."""
        await self._redis.execute_command("PING")

    async def run(self, calls: Sequence[Call]) -> list[list[bytes]]:
        """Runs scripts in order, in one round trip; each must return a list of strings."""
        pipeline = self._redis.pipeline(transaction=False)
        for call in calls:
            pipeline.execute_command(
                "EVAL", call.script, len(call.keys), *call.keys, *call.arguments
            )
        return [[bytes(part) for part in answer] for answer in await pipeline.execute()]

    async def put(self, key: str, value: bytes, lifetime: int) -> None:
        """Keeps a value for `lifetime` seconds."""
        await self._redis.execute_command("SET", key, value, "EX", lifetime)

    async def take(self, key: str) -> bytes | None:
        """Returns a value and forgets it, in one step."""
        value = await self._redis.execute_command("GETDEL", key)
        return value if isinstance(value, bytes) else None

    @asynccontextmanager
    async def listen(self) -> AsyncIterator[Subscription]:
        """Opens a pub/sub connection of its own."""
        pubsub = self._listening.pubsub()
        try:
            yield Subscription(pubsub)
        finally:
            await cast("Commands", pubsub).aclose()

    async def close(self) -> None:
        """Closes every connection."""
        await self._redis.aclose()
        await self._listening.connection_pool.disconnect()
