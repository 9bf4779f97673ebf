"""The WebSocket layer: packages, socket endpoints, rooms and pushes (decision record 0010)."""

from svcgen_runtime.websocket.backends import make_hub, make_tickets
from svcgen_runtime.websocket.codes import CloseCode, ReservedPackage, StatusCode
from svcgen_runtime.websocket.hub import Hub, Socket
from svcgen_runtime.websocket.manager import WebSocketManager
from svcgen_runtime.websocket.options import OriginPolicy, WebSocketOptions
from svcgen_runtime.websocket.packages import DuplicatePackage, PackageRouter
from svcgen_runtime.websocket.push import Push
from svcgen_runtime.websocket.room import Room
from svcgen_runtime.websocket.runtime import WebSocketRuntime
from svcgen_runtime.websocket.server import WebSocketServer
from svcgen_runtime.websocket.signature import BadHandler
from svcgen_runtime.websocket.sockets import SocketRouter
from svcgen_runtime.websocket.tickets import TicketRead, Tickets

__all__ = [
    "BadHandler",
    "CloseCode",
    "DuplicatePackage",
    "Hub",
    "OriginPolicy",
    "PackageRouter",
    "Push",
    "ReservedPackage",
    "Room",
    "Socket",
    "SocketRouter",
    "StatusCode",
    "TicketRead",
    "Tickets",
    "WebSocketManager",
    "WebSocketOptions",
    "WebSocketRuntime",
    "WebSocketServer",
    "make_hub",
    "make_tickets",
]
