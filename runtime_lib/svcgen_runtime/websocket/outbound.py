"""What waits to be sent on one socket, and no more than it may."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Generator
from types import TracebackType
from typing import cast

from starlette.types import Send
from typing_extensions import override

logger = logging.getLogger(__name__)

Step = Generator[asyncio.Future[object], object, None]


class Outbound:
    """A bounded queue: whoever puts a frame never waits for the reader at the other end.

    A frame is written at once while the network takes it; only when it does not, frames wait for the writer, `run`.
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
        self._begun: _Begun | None = None
        self._something = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._sealed = False

    def put(self, frame: str) -> None:
        """Takes a frame for sending; returns at once."""
        if self._sealed or (not self._waiting and self._write(frame)):
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
        """Sends what waits, in order, until it is cancelled or the connection is gone."""
        waiting = self._waiting
        while True:
            await self._something.wait()
            while waiting:
                begun, self._begun = self._begun, None
                await (begun or self._send(_message(waiting[0])))
                self._size -= len(waiting.popleft())
            self._something.clear()
            self._empty.set()

    def _write(self, frame: str) -> bool:
        """Sends a frame without waiting; returns whether that is done with.

        Waking a task for each of a thousand sockets costs more than the sending, so the server's `send` is run here
        up to the point where it would wait; from there the writer goes on with it.
        """
        step = cast("Step", self._send(_message(frame)).__await__())
        try:
            self._begun = _Begun(step, next(step))
        except StopIteration:
            return True
        except (OSError, RuntimeError) as error:
            logger.debug("a frame was not sent, the socket has gone: %s", error)
            self.seal()
            return True
        return False


class _Begun(Generator[asyncio.Future[object], object, None]):
    """A `send` that has been started, from what it waits for on."""

    def __init__(self, step: Step, waits_for: asyncio.Future[object]) -> None:
        self._step = step
        self._waits_for: asyncio.Future[object] | None = waits_for

    def __await__(self) -> Step:
        return self

    @override
    def send(self, value: object, /) -> asyncio.Future[object]:
        """Goes on, the first time by saying again what is waited for."""
        waits_for, self._waits_for = self._waits_for, None
        return self._step.send(value) if waits_for is None else waits_for

    @override
    def throw(
        self,
        kind: type[BaseException] | BaseException,
        value: BaseException | object = None,
        traceback: TracebackType | None = None,
        /,
    ) -> asyncio.Future[object]:
        """Ends the sending as its writer is ended."""
        error = kind if isinstance(kind, BaseException) else value
        if not isinstance(error, BaseException):
            error = cast("type[BaseException]", kind)()
        return self._step.throw(error)


def _message(frame: str) -> dict[str, str]:
    return {"type": "websocket.send", "text": frame}
