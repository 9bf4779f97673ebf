"""One socket of a socket endpoint, from its first frame to its last."""

import logging
from collections.abc import Mapping
from functools import partial
from uuid import uuid4

from pydantic import ValidationError

from svcgen_runtime.access import authorise, check_static
from svcgen_runtime.errors import (
    AuthenticationFailed,
    InternalError,
    ServiceError,
    Unavailable,
)
from svcgen_runtime.logging import correlation_id
from svcgen_runtime.unit_of_work import Trigger
from svcgen_runtime.websocket.codes import CloseCode, ReservedPackage
from svcgen_runtime.websocket.connection import Closing, Connection
from svcgen_runtime.websocket.envelope import Head, MalformedFrame
from svcgen_runtime.websocket.faults import error_body, invalid_data
from svcgen_runtime.websocket.hub import standing
from svcgen_runtime.websocket.reserved import Reserved
from svcgen_runtime.websocket.runtime import WebSocketRuntime
from svcgen_runtime.websocket.sockets import SocketEndpoint

logger = logging.getLogger(__name__)


class SocketSession:
    """Checks who may be here, joins the endpoint's room, and handles frames one after the other.

    Frames are the declared model itself, without an envelope. Reserved packages are understood here as well, so that
    a client can connect with a token, ping and say goodbye.
    """

    def __init__(
        self,
        runtime: WebSocketRuntime,
        reserved: Reserved,
        endpoint: SocketEndpoint,
        parameters: Mapping[str, object],
    ) -> None:
        self._runtime = runtime
        self._reserved = reserved
        self._endpoint = endpoint
        self._parameters = parameters

    async def read(self, connection: Connection) -> None:
        """Handles frames until the other end goes. Raises `Closing`."""
        await self._admit(connection)
        await self._join(connection)
        while (frame := await connection.frame()) is not None:
            head = _reserved_head(connection, frame)
            if head is None or not await self._reserved.take(connection, head, frame):
                await self._handle(connection, frame)

    async def _admit(self, connection: Connection) -> None:
        """Lets in whom the endpoint's rule does; nothing is sent to others but the close."""
        if connection.principal is None and self._wants_someone():
            await self._await_connect(connection)
        else:
            await self._authorise(connection)

    def _wants_someone(self) -> bool:
        try:
            check_static(self._endpoint.access, None)
        except ServiceError:
            return True
        return False

    async def _await_connect(self, connection: Connection) -> None:
        """Lets a client that could not send its token with the handshake send it in the first frame."""
        connection.expect_first_frame()
        frame = await connection.frame()
        head = None if frame is None else _reserved_head(connection, frame)
        if frame is None or head is None or head.pkg_id != ReservedPackage.CONNECT:
            raise Closing(CloseCode.AUTHENTICATION_FAILED, "connect first")
        admit = partial(self._authorise, connection)
        await self._reserved.connect(connection, head, frame, admit)
        if not connection.connected:
            raise Closing(CloseCode.AUTHENTICATION_FAILED, "connect first")

    async def _authorise(self, connection: Connection) -> None:
        access, principal = self._endpoint.access, connection.principal
        try:
            check_static(access, principal)
            trigger = Trigger("websocket", f"open {self._endpoint.name}")
            async with self._runtime.open_unit(trigger, principal, connection.id):
                await authorise(access, principal, self._parameters)
        except AuthenticationFailed as error:
            raise Closing(CloseCode.AUTHENTICATION_FAILED, error.msg) from None
        except Unavailable as error:
            raise Closing(CloseCode.TRY_LATER, error.msg) from None
        except ServiceError as error:
            raise Closing(CloseCode.FORBIDDEN, error.msg) from None

    async def _join(self, connection: Connection) -> None:
        address = self._endpoint.address(self._parameters)
        if address is None:
            return
        try:
            position = await self._runtime.hub.join(connection, address)
        except Unavailable as error:
            raise Closing(CloseCode.TRY_LATER, error.msg) from None
        connection.offer(standing(address, position))

    async def _handle(self, connection: Connection, frame: str) -> None:
        """Handles one frame in a unit of work of its own; only a fault is answered."""
        principal, ident = connection.principal, str(uuid4())
        token = correlation_id.set(ident)
        try:
            for access in self._endpoint.rules:
                check_static(access, principal)
            arguments = self._endpoint.arguments(frame, self._parameters)
            trigger = Trigger("websocket", self._endpoint.name)
            async with self._runtime.open_unit(trigger, principal, ident):
                await self._endpoint.handler(**arguments)
        except ServiceError as error:
            self._report(connection, error, ident)
        except ValidationError as error:
            # what a command takes may be narrower than what a frame may carry
            logger.info("a frame of %s does not fit its command", self._endpoint.name)
            self._report(connection, invalid_data(error), ident)
        except Exception:
            logger.exception("a frame of %s failed", self._endpoint.name)
            self._report(connection, InternalError(), ident)
        finally:
            correlation_id.reset(token)

    def _report(self, connection: Connection, error: ServiceError, ident: str) -> None:
        body = error_body(error, ident)
        head = (None, None)
        connection.reply(connection.envelope.reply(head, error.status_code, body))


def _reserved_head(connection: Connection, frame: str) -> Head | None:
    try:
        head = connection.envelope.read(frame)
    except MalformedFrame:
        return None
    return head if head.pkg_id < 0 else None
