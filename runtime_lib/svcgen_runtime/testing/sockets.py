"""A small WebSocket client for tests; it speaks the JSON envelope."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from uuid import uuid4

import websockets
from pydantic import BaseModel
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

SUBPROTOCOL = "svcgen.v1.json"
JOIN, LEAVE = -3, -4


@dataclass(frozen=True, slots=True)
class Reply:
    """The one answer to a request; `data` is what JSON said.

    `pkg_id` is None when the frame that is answered could not be read that far.
    """

    pkg_id: int | None
    status_code: int
    data: object
    meta: Mapping[str, object] | None

    @property
    def error_code(self) -> str:
        """The error's code, or an empty text for a good reply."""
        if self.status_code == 0 or not isinstance(self.data, dict):
            return ""
        return str(self.data["error"]["code"])


@dataclass(frozen=True, slots=True)
class Push:
    """What the service sent without being asked."""

    pkg_id: int
    data: object
    meta: Mapping[str, object] = field(default_factory=dict)


class TestSocket:
    """One connection; open it with `async with`.

    Requests may be in flight at once: replies are matched by their request id.
    """

    __test__ = False

    def __init__(self, url: str, token: str = "") -> None:
        self._url = url
        self._token = token
        self._waiting: dict[str, asyncio.Future[Reply]] = {}
        self._pushes: asyncio.Queue[Push] = asyncio.Queue()
        self._strays: asyncio.Queue[Reply] = asyncio.Queue()
        self._connection: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        protocols = [Subprotocol(SUBPROTOCOL)]
        if self._token:
            protocols.append(Subprotocol(f"svcgen.bearer.{self._token}"))
        self._connection = await connect(
            self._url, subprotocols=protocols, proxy=None, compression=None
        )
        self._reader = asyncio.create_task(self._read(self._connection))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.connection.close()
        if self._reader is not None:
            await self._reader

    @property
    def connection(self) -> ClientConnection:
        """The connection itself, for frames that `call` would not send."""
        assert self._connection is not None, "open the socket with 'async with'"
        return self._connection

    async def call(
        self, pkg_id: int, data: BaseModel | object = None, timeout: float = 5.0
    ) -> Reply:
        """Send a request and wait for its reply, at most `timeout` seconds."""
        body = data.model_dump(mode="json") if isinstance(data, BaseModel) else data
        ident = str(uuid4())
        frame = {"pkg_id": int(pkg_id), "req_id": ident, "data": body or {}}
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[ident] = future
        await self.connection.send(json.dumps(frame))
        async with asyncio.timeout(timeout):
            return await future

    async def join(self, room: str, **key: object) -> Reply:
        """Join the room with this key."""
        named = {name: str(value) for name, value in key.items()}
        return await self.call(JOIN, {"room": room, "key": named})

    async def next_push(self, timeout: float = 5.0) -> Push:
        """The next push, waiting at most `timeout` seconds for it."""
        async with asyncio.timeout(timeout):
            return await self._pushes.get()

    async def next_stray(self, timeout: float = 5.0) -> Reply:
        """The next reply that belongs to no `call`: to a frame that could not be read."""
        async with asyncio.timeout(timeout):
            return await self._strays.get()

    def pushes(self) -> int:
        """How many pushes have arrived and were not taken."""
        return self._pushes.qsize()

    async def _read(self, connection: ClientConnection) -> None:
        try:
            async for text in connection:
                self._take(json.loads(text))
        except websockets.ConnectionClosed:
            pass
        finally:
            code = connection.close_code
            for future in self._waiting.values():
                if not future.done():
                    future.set_exception(ConnectionError(f"closed with {code}"))

    def _take(self, frame: dict[str, object]) -> None:
        pkg_id, meta = frame["pkg_id"], frame.get("meta")
        assert pkg_id is None or isinstance(pkg_id, int)
        found = meta if isinstance(meta, dict) else None
        if "status_code" not in frame:
            assert pkg_id is not None
            self._pushes.put_nowait(Push(pkg_id, frame.get("data"), found or {}))
            return
        status = frame["status_code"]
        assert isinstance(status, int)
        reply = Reply(pkg_id, status, frame.get("data"), found)
        future = self._waiting.pop(str(frame["req_id"]), None)
        if future is None:
            self._strays.put_nowait(reply)
        elif not future.done():
            future.set_result(reply)
