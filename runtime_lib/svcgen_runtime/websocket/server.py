"""The WebSocket layer of a service: its routes, and what happens when a socket is opened."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from starlette.routing import WebSocketRoute
from starlette.types import Receive, Scope, Send

from svcgen_runtime.errors import InvalidData, ServiceError
from svcgen_runtime.principal import Principal
from svcgen_runtime.slashes import read_slashes
from svcgen_runtime.websocket.codes import CloseCode
from svcgen_runtime.websocket.connection import Connection
from svcgen_runtime.websocket.endpoint import PackageEndpoint
from svcgen_runtime.websocket.handshake import Handshake, read_handshake
from svcgen_runtime.websocket.packages import PackageRouter, by_id
from svcgen_runtime.websocket.reserved import Reserved, identify
from svcgen_runtime.websocket.room import Room
from svcgen_runtime.websocket.rooms import RoomDesk, by_name
from svcgen_runtime.websocket.runtime import WebSocketRuntime
from svcgen_runtime.websocket.socket_session import SocketSession
from svcgen_runtime.websocket.sockets import SocketEndpoint, SocketRouter
from svcgen_runtime.websocket.tickets import TicketRead

logger = logging.getLogger(__name__)

Read = Callable[[Connection], Awaitable[None]]


class WebSocketServer:
    """Built with the application, opened when the service starts, closed when it stops.

    Raises `DuplicatePackage`, or `ValueError` for two rooms of one name, when it is built.
    """

    def __init__(
        self,
        packages: Iterable[PackageRouter] = (),
        sockets: Iterable[SocketRouter] = (),
        rooms: Iterable[Room] = (),
        path: str = "/ws",
    ) -> None:
        self.packages = by_id(
            package for router in packages for package in router.packages
        )
        self.endpoints = tuple(
            endpoint for router in sockets for endpoint in router.endpoints
        )
        self.rooms = tuple(by_name(rooms).values())
        self.path = path
        self._runtime: WebSocketRuntime | None = None
        self._reserved: Reserved | None = None

    def routes(self) -> list[WebSocketRoute]:
        """The routes to mount at the root of the application."""
        found = [WebSocketRoute(self.path, PackageApp(self), name="ws")]
        for endpoint in self.endpoints:
            app = SocketApp(self, endpoint)
            found.append(WebSocketRoute(endpoint.path, app, name=endpoint.name))
        return found

    def open(self, runtime: WebSocketRuntime) -> None:
        """Lets sockets in; the runtime's hub must have been started."""
        self._reserved = Reserved(runtime, RoomDesk(self.rooms, runtime))
        self._runtime = runtime

    async def close(self, code: CloseCode = CloseCode.RESTART) -> None:
        """Lets no more sockets in, lets requests in flight finish, and closes every socket and the tickets' store."""
        runtime, self._runtime = self._runtime, None
        if runtime is None:
            return
        for connection in runtime.connections:
            connection.close(code, "the service is stopping")
        await asyncio.gather(*(one.ended.wait() for one in runtime.connections))
        await runtime.tickets.close()

    async def issue_ticket(self, principal: Principal) -> TicketRead:
        """A one-use ticket for a socket of this principal. Raises `RuntimeError` before `open`."""
        if self._runtime is None:
            raise RuntimeError("the WebSocket layer is not open")
        return await self._runtime.tickets.issue(principal)

    @property
    def connections(self) -> int:
        """How many sockets are open in this process."""
        return 0 if self._runtime is None else len(self._runtime.connections)

    def opened(self) -> tuple[WebSocketRuntime, Reserved] | None:
        """What sockets are served with, or nothing while none are let in."""
        if self._runtime is None or self._reserved is None:
            return None
        return self._runtime, self._reserved


class PackageApp:
    """The ASGI application of the endpoint for packages."""

    def __init__(self, server: WebSocketServer) -> None:
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one socket."""
        opened = self._server.opened()
        if opened is None:
            await _refuse(receive, send)
            return
        runtime, reserved = opened
        endpoint = PackageEndpoint(runtime, self._server.packages, reserved)
        await _serve(runtime, (scope, receive, send), endpoint.read)


class SocketApp:
    """The ASGI application of one socket endpoint."""

    def __init__(self, server: WebSocketServer, endpoint: SocketEndpoint) -> None:
        self._server = server
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one socket."""
        opened = self._server.opened()
        read_slashes(scope)
        parameters = self._parameters(scope)
        if opened is None or parameters is None:
            await _refuse(receive, send)
            return
        runtime, reserved = opened
        session = SocketSession(runtime, reserved, self._endpoint, parameters)
        await _serve(runtime, (scope, receive, send), session.read)

    def _parameters(self, scope: Scope) -> dict[str, object] | None:
        """The path's parameters, or nothing if they are not what the endpoint declares."""
        try:
            parameters = self._endpoint.parameters(scope["path_params"])
            self._endpoint.address(parameters)
        except InvalidData:
            return None
        return parameters


async def _refuse(receive: Receive, send: Send) -> None:
    """Ends a handshake: the client sees HTTP 403."""
    await receive()
    await send({"type": "websocket.close", "code": int(CloseCode.FORBIDDEN)})


async def _serve(
    runtime: WebSocketRuntime, asgi: tuple[Scope, Receive, Send], read: Read
) -> None:
    scope, receive, send = asgi
    shake = read_handshake(scope)
    if not runtime.options.origins.admits(shake.origin, shake.host):
        await _refuse(receive, send)
        return
    await receive()
    await send({"type": "websocket.accept", "subprotocol": shake.subprotocol})
    connection = Connection(receive, send, runtime.envelope, runtime.options)
    runtime.connections.add(connection)
    try:
        await _greet(runtime, connection, shake)
        await connection.run(read)
    finally:
        runtime.connections.discard(connection)
        await runtime.hub.detach(connection)
        connection.ended.set()


async def _greet(
    runtime: WebSocketRuntime, connection: Connection, shake: Handshake
) -> None:
    """Takes the credentials of the handshake; what is wrong with them closes the socket, with a code to read."""
    if not shake.understood:
        connection.close(CloseCode.NOT_AS_AGREED, "only svcgen.v1.json is spoken here")
        return
    try:
        await runtime.hub.attach(connection)
        if shake.credentials:
            await identify(runtime, connection, shake.credentials)
    except ServiceError as error:
        connection.close(CloseCode.TRY_LATER, error.msg)
    except Exception:
        logger.exception("a socket could not be opened")
        connection.close(CloseCode.TRY_LATER)
