"""A WebSocket server that plays a script: what it was sent is kept, and faults happen when told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

Frame = dict[str, object]
Play = Callable[["Line", Frame], Awaitable[None]]

CONNECT, PING, JOIN = -1, -2, -3


@dataclass
class Line:
    """One connection; `number` counts from 0."""

    number: int
    socket: ServerConnection

    async def reply(self, frame: Frame, data: object = None, status: int = 0) -> None:
        """Answer a request."""
        head = {"pkg_id": frame["pkg_id"], "req_id": frame["req_id"]}
        await self.send({**head, "status_code": status, "data": data, "meta": None})

    async def send(self, frame: object) -> None:
        """Send a frame."""
        await self.socket.send(json.dumps(frame))


@dataclass
class Script:
    """Where it listens, and the frames that each connection sent."""

    port: int = 0
    frames: list[list[Frame]] = field(default_factory=list)

    @property
    def connections(self) -> int:
        """How often a connection was made."""
        return len(self.frames)

    def sent(self, pkg_id: int, line: int = 0) -> list[Frame]:
        """Give the frames of a package that a connection sent."""
        return [frame for frame in self.frames[line] if frame["pkg_id"] == pkg_id]


@asynccontextmanager
async def playing(play: Play) -> AsyncIterator[Script]:
    """Serve `play`, which is called for each frame; connecting is answered here."""
    script = Script()

    async def handle(socket: ServerConnection) -> None:
        line = Line(script.connections, socket)
        script.frames.append([])
        try:
            async for text in socket:
                frame: Frame = json.loads(text)
                script.frames[line.number].append(frame)
                if frame.get("pkg_id") == CONNECT:
                    await line.reply(frame, {"connection_id": str(line.number)})
                else:
                    await play(line, frame)
        except ConnectionClosed:
            await asyncio.sleep(0)

    json_protocol = [Subprotocol("svcgen.v1.json")]
    async with serve(
        handle, "127.0.0.1", 0, subprotocols=json_protocol, close_timeout=0.1
    ) as server:
        script.port = next(iter(server.sockets)).getsockname()[1]
        yield script
