"""What waits to be sent on one socket, and no more than it may."""

import asyncio
from collections import deque
from collections.abc import Callable

from starlette.types import Send


class Outbound:
    """A bounded queue with one writer: whoever puts a frame never waits for the reader at the other end.

    When more than `max_frames` frames or `max_bytes` characters wait, `on_overflow` is called once and nothing more
    is taken.
    """

    def __init__(
        self,
        send: Send,
        max_frames: int,
        max_bytes: int,
        on_overflow: Callable[[], None],
    ) -> None:
        self._send = send
        self._max_frames = max_frames
        self._max_bytes = max_bytes
        self._on_overflow = on_overflow
        self._waiting: deque[str] = deque()
        self._size = 0
        self._something = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._sealed = False

    def put(self, frame: str) -> None:
        """Takes a frame for sending; returns at once."""
        if self._sealed:
            return
        self._waiting.append(frame)
        self._size += len(frame)
        if len(self._waiting) > self._max_frames or self._size > self._max_bytes:
            self.seal()
            self._on_overflow()
            return
        self._empty.clear()
        self._something.set()

    def seal(self) -> None:
        """Takes nothing more; what waits is still sent."""
        self._sealed = True

    async def drained(self) -> None:
        """Returns when nothing waits."""
        await self._empty.wait()

    async def run(self) -> None:
        """Sends what is put, in order, until it is cancelled or the connection is gone."""
        waiting = self._waiting
        while True:
            await self._something.wait()
            while waiting:
                frame = waiting[0]
                await self._send({"type": "websocket.send", "text": frame})
                waiting.popleft()
                self._size -= len(frame)
            self._something.clear()
            self._empty.set()
