"""The packages every service has: connect, ping, join, leave, re-authenticate and goodbye."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Final

from pydantic import Field, StrictBool, StrictInt, StrictStr
from pydantic_core import to_json

from svcgen_runtime.errors import (
    AuthenticationFailed,
    Conflict,
    ErrorDetail,
    InvalidData,
    RateLimited,
)
from svcgen_runtime.schema import Schema
from svcgen_runtime.websocket.codes import CloseCode, ReservedPackage
from svcgen_runtime.websocket.connection import Connection
from svcgen_runtime.websocket.envelope import NULL, Head
from svcgen_runtime.websocket.handshake import Credentials
from svcgen_runtime.websocket.payload import FrameData
from svcgen_runtime.websocket.responder import answer
from svcgen_runtime.websocket.rooms import MAX_ROOMS, RoomDesk
from svcgen_runtime.websocket.runtime import WebSocketRuntime

Answer = Callable[[Connection, str], Awaitable[bytes]]
Admit = Callable[[], Awaitable[None]]
KeyValue = StrictStr | StrictInt | StrictBool


class Resume(Schema):
    """The last push a client saw of every room it was in, by address."""

    epoch: str
    offsets: Annotated[dict[str, int], Field(max_length=MAX_ROOMS)]


class Connect(Schema):
    """`{}` connects without an identity, where the token did not come with the handshake."""

    token: str | None = None
    ticket: str | None = None
    resume: Resume | None = None


class Reauthenticate(Schema):
    """A new token for the same subject."""

    token: str | None = None
    ticket: str | None = None


class RoomRequest(Schema):
    """Which room to join or leave."""

    room: str
    key: dict[str, KeyValue] = {}


CONNECT: Final = FrameData(Connect)
REAUTHENTICATE: Final = FrameData(Reauthenticate)
ROOM: Final = FrameData(RoomRequest)


class Reserved:
    """Answers the reserved packages of one endpoint. Every answer is the `data` of a reply, as JSON."""

    def __init__(self, runtime: WebSocketRuntime, rooms: RoomDesk) -> None:
        self._runtime = runtime
        self._rooms = rooms
        # Frames after these must see who the client is, so they are answered before the next frame is read.
        self._at_once: Mapping[int, Answer] = {
            ReservedPackage.CONNECT: self._connect,
            ReservedPackage.PING: self._ping,
            ReservedPackage.REAUTHENTICATE: self._reauthenticate,
            ReservedPackage.GOODBYE: self._goodbye,
        }
        # These may take a while; they run beside other requests, in the order they were sent in.
        self._in_turn: Mapping[int, Answer] = {
            ReservedPackage.JOIN: self._join,
            ReservedPackage.LEAVE: self._leave,
        }

    async def take(self, connection: Connection, head: Head, frame: str) -> bool:
        """Answers the frame if its package is a reserved one; returns whether it is."""
        at_once = self._at_once.get(head.pkg_id)
        if at_once is not None:
            await _reply(at_once, connection, head, frame)
            return True
        in_turn = self._in_turn.get(head.pkg_id)
        if in_turn is not None:
            await connection.start(_reply_in_turn(in_turn, connection, head, frame))
            return True
        return False

    async def connect(
        self, connection: Connection, head: Head, frame: str, admit: Admit
    ) -> None:
        """Answers a connect frame, if `admit` lets its identity in; what that raises as `Closing` goes up."""

        async def work() -> tuple[bytes, bytes]:
            return await self._connect(connection, frame, admit), NULL

        await answer(connection, head, work)

    async def _connect(
        self, connection: Connection, frame: str, admit: Admit | None = None
    ) -> bytes:
        request = CONNECT.read(frame)
        credentials = Credentials(request.token, request.ticket)
        if connection.connected or (credentials and connection.principal is not None):
            raise Conflict("The connection is made already.")
        if credentials:
            await identify(self._runtime, connection, credentials)
        if admit is not None:
            await admit()
        connection.connected = True
        resumed = []
        if request.resume is not None:
            resume = request.resume
            resumed = await self._rooms.resume(connection, resume.epoch, resume.offsets)
        return to_json({**_who(connection), "resumed": resumed})

    async def _reauthenticate(self, connection: Connection, frame: str) -> bytes:
        request = REAUTHENTICATE.read(frame)
        credentials = Credentials(request.token, request.ticket)
        if not credentials:
            missing = ErrorDetail("token", "missing", "Field required")
            raise InvalidData(details=[missing])
        principal = await self._runtime.authenticate(credentials)
        known = connection.principal
        if known is not None and known.subject != principal.subject:
            raise Conflict("A connection cannot change hands.")
        self._runtime.connections.identify(connection, principal)
        await self._rooms.leave_denied(connection)
        return to_json(_who(connection))

    async def _ping(self, connection: Connection, frame: str) -> bytes:
        return NULL

    async def _goodbye(self, connection: Connection, frame: str) -> bytes:
        connection.close(CloseCode.DONE, "goodbye")
        return NULL

    async def _join(self, connection: Connection, frame: str) -> bytes:
        request = ROOM.read(frame)
        return to_json(await self._rooms.join(connection, request.room, request.key))

    async def _leave(self, connection: Connection, frame: str) -> bytes:
        request = ROOM.read(frame)
        return to_json(await self._rooms.leave(connection, request.room, request.key))


async def _reply(
    answer_of: Answer, connection: Connection, head: Head, frame: str
) -> None:
    async def work() -> tuple[bytes, bytes]:
        return await answer_of(connection, frame), NULL

    await answer(connection, head, work)


async def _reply_in_turn(
    answer_of: Answer, connection: Connection, head: Head, frame: str
) -> None:
    async with connection.turn:
        await _reply(answer_of, connection, head, frame)


async def identify(
    runtime: WebSocketRuntime, connection: Connection, credentials: Credentials
) -> None:
    """Makes the connection act for whom the credentials stand.

    Raises what refuses it, having asked for the connection to be closed: 4401, or 4429 when there are too many.
    """
    try:
        principal = await runtime.authenticate(credentials)
        runtime.connections.identify(connection, principal)
    except AuthenticationFailed as error:
        connection.close(CloseCode.AUTHENTICATION_FAILED, error.msg)
        raise
    except RateLimited as error:
        connection.close(CloseCode.OVER_A_LIMIT, error.msg)
        raise


def _who(connection: Connection) -> dict[str, object]:
    principal = connection.principal
    return {
        "connection_id": connection.id,
        "subject": None if principal is None else principal.subject,
        "roles": [] if principal is None else sorted(principal.roles),
        "expires_at": None if principal is None else principal.expires_at,
    }
