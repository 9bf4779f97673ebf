"""One open socket: what it may send and receive, for how long, and how it ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from uuid import uuid4

from starlette.types import Receive, Send

from svcgen_runtime.principal import Principal
from svcgen_runtime.websocket.codes import CloseCode
from svcgen_runtime.websocket.envelope import Envelope, PushFrame
from svcgen_runtime.websocket.options import WebSocketOptions
from svcgen_runtime.websocket.outbound import Outbound

logger = logging.getLogger(__name__)

POLITE = frozenset({CloseCode.DONE, CloseCode.GOING_AWAY, CloseCode.RESTART})


class Closing(Exception):
    """Ends the connection with a close code."""

    def __init__(self, code: CloseCode, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Connection:
    """A socket that has been accepted. It is also a `Socket` of the hub."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        envelope: Envelope,
        options: WebSocketOptions,
    ) -> None:
        self.id = str(uuid4())
        self.principal: Principal | None = None
        self.connected = False
        # Requests that must be answered in the order they came in take turns here.
        self.turn = asyncio.Lock()
        self.ended = asyncio.Event()
        self.envelope = envelope
        self._receive = receive
        self._send = send
        self._options = options
        self._loop = asyncio.get_running_loop()
        self._ending: asyncio.Future[Closing] = self._loop.create_future()
        self._outbound = Outbound(
            send, options.max_queued_frames, options.max_queued_bytes, self._overflow
        )
        self._requests: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(options.max_in_flight)
        self._last_heard = self._loop.time()
        self._idle: asyncio.TimerHandle | None = None
        self._first_frame: asyncio.TimerHandle | None = None
        self._expiry: asyncio.TimerHandle | None = None

    # --- sending ---

    def offer(self, push: PushFrame) -> None:
        """Takes a push for sending; returns at once."""
        self._outbound.put(push.text(self.envelope))

    def reply(self, frame: str) -> None:
        """Takes a reply for sending; returns at once."""
        self._outbound.put(frame)

    # --- receiving ---

    async def frame(self) -> str | None:
        """The next text frame, or None when the other end has gone. Raises `Closing`."""
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return None
        self._last_heard = self._loop.time()
        if self._first_frame is not None:
            self._first_frame.cancel()
            self._first_frame = None
        text: str | None = message.get("text")
        if text is None:
            raise Closing(CloseCode.NOT_AS_AGREED, "text frames were agreed")
        limit = self._options.max_frame_size
        if len(text) > limit or (not text.isascii() and len(text.encode()) > limit):
            raise Closing(
                CloseCode.FRAME_TOO_LARGE, f"a frame has at most {limit} bytes"
            )
        return text

    async def start(self, request: Coroutine[object, object, None]) -> None:
        """Runs a request in a task of its own, waiting while too many are in flight."""
        try:
            await self._slots.acquire()
        except asyncio.CancelledError:
            request.close()
            raise
        task = asyncio.create_task(request)
        self._requests.add(task)
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._requests.discard(task)
        self._slots.release()
        if not task.cancelled() and task.exception() is not None:
            logger.error("a request ended without a reply", exc_info=task.exception())

    # --- who ---

    def identify(self, principal: Principal | None) -> None:
        """Says who the connection acts for from now on; it is closed when that identity ends."""
        self.principal = principal
        if self._expiry is not None:
            self._expiry.cancel()
            self._expiry = None
        if principal is not None and principal.expires_at is not None:
            left = (principal.expires_at - datetime.now(UTC)).total_seconds()
            self._expiry = self._loop.call_later(max(left, 0.0), self._expired)

    def _expired(self) -> None:
        self.close(CloseCode.AUTHENTICATION_FAILED, "the token has expired")

    # --- time ---

    def expect_first_frame(self) -> None:
        """Closes the connection if nothing comes in time."""
        self._first_frame = self._loop.call_later(
            self._options.connect_timeout,
            self.close,
            CloseCode.NO_CONNECT_IN_TIME,
            "no connect frame in time",
        )

    def _watch_idle(self) -> None:
        idle = self._loop.time() - self._last_heard
        if self._requests:
            idle = 0.0
        left = self._options.idle_timeout - idle
        if left <= 0:
            self.close(CloseCode.IDLE, "nothing was heard for too long")
            return
        self._idle = self._loop.call_later(left, self._watch_idle)

    # --- ending ---

    def close(self, code: CloseCode, reason: str = "") -> None:
        """Asks for the connection to end; the first reason counts. Returns at once."""
        if not self._ending.done():
            self._ending.set_result(Closing(code, reason))

    def _overflow(self) -> None:
        self.close(CloseCode.TOO_SLOW, "too slow a reader")

    async def run(self, read: Callable[["Connection"], Awaitable[None]]) -> None:
        """Lives until the other end goes, `read` returns or raises `Closing`, or somebody closes it."""
        writer = asyncio.create_task(self._outbound.run())
        reader = asyncio.create_task(self._reading(read))
        self._watch_idle()
        try:
            ends: set[asyncio.Future[None] | asyncio.Future[Closing]]
            ends = {reader, writer, self._ending}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if self._ending.done() and not writer.done():
                reader.cancel()
                await self._say_goodbye(self._ending.result(), writer)
        finally:
            for timer in (self._idle, self._first_frame, self._expiry):
                if timer is not None:
                    timer.cancel()
            self._outbound.seal()
            reader.cancel()
            writer.cancel()
            await asyncio.gather(reader, writer, return_exceptions=True)
        await self._finish_requests()

    async def _reading(self, read: Callable[["Connection"], Awaitable[None]]) -> None:
        try:
            await read(self)
        except Closing as closing:
            self.close(closing.code, closing.reason)

    async def _say_goodbye(self, closing: Closing, writer: asyncio.Task[None]) -> None:
        if closing.code in POLITE:
            await self._finish_requests()
        self._outbound.seal()
        if closing.code is not CloseCode.TOO_SLOW:
            await self._within(self._outbound.drained())
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)
        # The reason is cut because a close frame carries at most 123 bytes of it (RFC 6455, 5.5.1).
        await self._within(
            self._send(
                {
                    "type": "websocket.close",
                    "code": int(closing.code),
                    "reason": closing.reason[:120],
                }
            )
        )

    async def _finish_requests(self) -> None:
        """Waits for requests in flight: what they do is wanted even if nobody hears the answer."""
        if self._requests:
            await asyncio.wait(self._requests, timeout=self._options.shutdown_grace)

    async def _within(self, step: Awaitable[object]) -> None:
        """Does one step of the goodbye, giving up when the other end does not take part."""
        try:
            async with asyncio.timeout(self._options.close_timeout):
                await step
        except (OSError, RuntimeError) as error:
            # TimeoutError is an OSError; a RuntimeError is the server's word for a socket that is closed already.
            logger.debug("a socket ended without a goodbye: %s", error)
