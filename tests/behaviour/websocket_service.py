"""A small service with a WebSocket endpoint, served by uvicorn, and what drives it, for the WebSocket tests."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

import uvicorn
from pydantic import Field
from starlette.applications import Starlette
from typing_extensions import override
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from svcgen_runtime.access import AUTHENTICATED, PUBLIC, AllOf, Owner
from svcgen_runtime.context import use_app_context, use_principal, use_ws_manager
from svcgen_runtime.errors import (
    AuthenticationFailed,
    CommandNotWritten,
    Conflict,
    DeclaredError,
    ErrorDetail,
    InternalError,
    NotFound,
    RateLimited,
    TokenExpired,
    Unavailable,
)
from svcgen_runtime.interceptors import Interceptor
from svcgen_runtime.principal import Principal
from svcgen_runtime.schema import Schema
from svcgen_runtime.service import Service
from svcgen_runtime.unit_of_work import UnitOfWork
from svcgen_runtime.websocket import (
    Hub,
    PackageRouter,
    Push,
    Room,
    SocketRouter,
    Tickets,
    WebSocketManager,
    WebSocketOptions,
    WebSocketRuntime,
    WebSocketServer,
)
from svcgen_runtime.websocket.memory_hub import MemoryHub
from svcgen_runtime.websocket.tickets import MemoryTicketStore

GOLDEN = Path(__file__).parents[1] / "golden" / "websocket"
AUTHOR_ID = UUID("0190f3a8-7c1e-7b6a-9c55-000000000001")
BORN = date(1929, 10, 21)


# --- contract ---


class AuthorCreate(Schema):
    name: str = Field(max_length=200)
    born: date | None = None


class AuthorRead(Schema):
    id: UUID
    name: str
    born: date | None


class AuthorKey(Schema):
    id: UUID


class OrderKey(Schema):
    order_id: UUID


class Keyset(Schema):
    limit: int = 20
    sort: str = ""


class Offset(Schema):
    page: int = 1
    per_page: int = 20


class KeysetMeta(Schema):
    limit: int
    next_cursor: str | None
    prev_cursor: str | None


class KeysetAuthors(Schema):
    items: list[AuthorRead]
    meta: KeysetMeta


class OffsetMeta(Schema):
    page: int
    per_page: int
    total: int
    pages: int
    next_cursor: str | None
    has_more: bool


class OffsetAuthors(Schema):
    items: list[AuthorRead]
    meta: OffsetMeta


class Status(Schema):
    status: str


class Wait(Schema):
    seconds: float


class Say(Schema):
    text: str
    how: Literal["room", "address", "broadcast", "manager"] = "room"
    fail: bool = False


class OutOfStock(DeclaredError):
    code = "out_of_stock"
    http_status = 409
    status_code = 100
    default_msg = "out of stock"


class Said(Push, pkg_id=100, room="hall", key=("text",)):
    text: str


class Announced(Push, pkg_id=102):
    text: str


class ChatReceived(Schema):
    content: str


class ChatMessage(Push, pkg_id=101, room="chat", key=("room_id",)):
    room_id: int
    author: str
    content: str


@dataclass
class Row:
    owner: str


async def load_order(order_id: UUID) -> Row:
    """The row behind an order's room; it must be loaded in a unit of work."""
    use_app_context()
    if order_id != AUTHOR_ID:
        raise NotFound
    return Row(owner="ursula")


HALL = Room("hall", key=("text",), join=PUBLIC)
ORDER = Room("order", key={"order_id": UUID}, join=Owner(load_order, "owner"))
STAFF = Room("staff", join=AllOf("editor"))
NOBODY = Room("nobody")
CHAT = Room("chat", key={"room_id": int}, join=AUTHENTICATED)


# --- handlers ---

URSULA = AuthorRead(id=AUTHOR_ID, name="Ursula K. Le Guin", born=BORN)


@dataclass
class Probe:
    """What a test sees of the service, and hangs into it."""

    ran: list[str] = field(default_factory=list)
    committed: list[str] = field(default_factory=list)
    commit_fails: bool = False
    in_flight: int = 0
    most_in_flight: int = 0


def make_packages(probe: Probe) -> PackageRouter:
    """One package for every kind of reply."""
    packages = PackageRouter()

    @packages.handle(1, access=PUBLIC)
    async def get_status() -> Status:
        return Status(status="up")

    @packages.handle(2, access=PUBLIC)
    async def keyset(query: Keyset) -> KeysetAuthors:
        meta = KeysetMeta(limit=query.limit, next_cursor="bmV4dA", prev_cursor=None)
        return KeysetAuthors(items=[URSULA], meta=meta)

    @packages.handle(3, access=PUBLIC)
    async def create_author(data: AuthorCreate) -> AuthorRead:
        probe.ran.append(data.name)
        return AuthorRead(id=AUTHOR_ID, name=data.name, born=data.born)

    @packages.handle(4, access=PUBLIC)
    async def delete_author(key: AuthorKey) -> None:
        probe.ran.append(str(key.id))

    @packages.handle(5, access=PUBLIC)
    async def all_authors() -> list[AuthorRead]:
        return [URSULA]

    @packages.handle(6, access=PUBLIC)
    async def offset(query: Offset) -> OffsetAuthors:
        counted = {"total": 2, "pages": 2, "next_cursor": None, "has_more": True}
        meta = OffsetMeta.model_validate({**query.model_dump(), **counted})
        return OffsetAuthors(items=[URSULA], meta=meta)

    make_guarded(packages, probe)
    make_speaking(packages)
    make_failures(packages)
    return packages


def make_guarded(packages: PackageRouter, probe: Probe) -> None:
    """Packages that not everybody may send, and one that takes a while."""

    @packages.handle(7, access=AllOf("editor"))
    async def edit(data: AuthorCreate) -> AuthorRead:
        probe.ran.append("edit")
        return AuthorRead(id=AUTHOR_ID, name=data.name, born=data.born)

    @packages.handle(8, access=AUTHENTICATED)
    async def who() -> Status:
        return Status(status=use_principal().subject)

    @packages.handle(9, access=PUBLIC)
    async def wait(data: Wait) -> Status:
        probe.in_flight += 1
        probe.most_in_flight = max(probe.most_in_flight, probe.in_flight)
        await asyncio.sleep(data.seconds)
        probe.in_flight -= 1
        probe.ran.append("waited")
        return Status(status=str(data.seconds))

    @packages.handle(12, access=Owner(load_order, "owner"))
    async def owned(data: OrderKey) -> Status:
        return Status(status="owner")


def make_speaking(packages: PackageRouter) -> None:
    """Packages that push, and one that does not return what it promised."""

    @packages.handle(10, access=PUBLIC)
    async def say(data: Say) -> None:
        if data.how == "broadcast":
            await Announced(text=data.text).broadcast()
        elif data.how == "address":
            await Said(text=data.text).send("hall:here", "hall:there")
        elif data.how == "manager":
            await use_ws_manager().send(["hall:here"], Announced(text=data.text))
        else:
            await Said(text=data.text).send()
        if data.fail:
            raise Conflict("after the push was staged")

    @packages.handle(11, access=PUBLIC)
    async def lies() -> Status:
        return URSULA  # type: ignore[return-value]


def make_failures(packages: PackageRouter) -> None:
    """One package for every way to fail."""
    declared: dict[int, Callable[[], Exception]] = {
        20: lambda: ValueError("secret of the program"),
        21: lambda: NotFound("no such author"),
        22: lambda: Conflict("an author of this name exists"),
        23: lambda: RateLimited("too many requests"),
        24: lambda: CommandNotWritten("place_order"),
        25: lambda: Unavailable("try again later"),
        26: lambda: OutOfStock(
            details=[ErrorDetail("sku", "out_of_stock", "none left")]
        ),
        27: InternalError,
    }
    for pkg_id, error in declared.items():
        packages.handle(pkg_id, access=PUBLIC)(_failing(error))


def _failing(error: Callable[[], Exception]) -> Callable[[], Awaitable[None]]:
    async def fail() -> None:
        raise error()

    return fail


def make_sockets(probe: Probe) -> SocketRouter:
    """A chat room, and a socket that is nobody's but the editors'."""
    sockets = SocketRouter()

    @sockets.endpoint("/chat/{room_id}", room=CHAT, access=AUTHENTICATED)
    async def chat(data: ChatReceived, room_id: int) -> None:
        if data.content == "boom":
            raise ValueError("secret of the program")
        author = use_principal().subject
        await ChatMessage(room_id=room_id, author=author, content=data.content).send()

    @sockets.endpoint("/desk/{order_id}", access=AllOf("editor"))
    async def desk(data: ChatReceived, order_id: UUID) -> None:
        probe.ran.append(f"{order_id} {data.content}")

    @sockets.endpoint("/orders/{order_id}", access=Owner(load_order, "owner"))
    async def order(data: ChatReceived, order_id: UUID) -> None:
        probe.ran.append(data.content)

    return sockets


# --- service ---


class Joint(Interceptor):
    """Stands for the database and the push interceptor: a commit that can be watched and made to fail."""

    name = "joint"

    def __init__(self, hub: Hub, probe: Probe) -> None:
        self.hub = hub
        self.probe = probe

    @override
    async def enter(self, uow: UnitOfWork) -> None:
        uow.ws_manager_source = lambda unit: WebSocketManager(self.hub, unit)

    @override
    async def exit(self, uow: UnitOfWork, error: BaseException | None) -> None:
        if error is None:
            if self.probe.commit_fails:
                raise Conflict("the commit failed")
            await asyncio.sleep(0)
            self.probe.committed.append(uow.trigger.name)


def token(subject: str, *roles: str, lives: float | None = None) -> str:
    """A token of the tests' own issuer: header-safe, and readable."""
    until = "" if lives is None else str(datetime.now(UTC).timestamp() + lives)
    return "~".join(["good", subject, ".".join(roles), until])


async def verify(given: str) -> Principal:
    """The other end of `token`."""
    parts = given.split("~")
    if parts[0] != "good" or len(parts) != 4:
        raise AuthenticationFailed("the token is not valid")
    roles = frozenset(role for role in parts[2].split(".") if role)
    if not parts[3]:
        return Principal(parts[1], roles)
    until = datetime.fromtimestamp(float(parts[3]), UTC)
    if until < datetime.now(UTC):
        raise TokenExpired
    return Principal(parts[1], roles, until)


@dataclass
class Running:
    """A service that answers on `port`."""

    port: int
    server: WebSocketServer
    uvicorn: uvicorn.Server
    hub: Hub
    probe: Probe

    def open(
        self,
        path: str = "/ws",
        *protocols: str,
        origin: str | None = None,
        sock: socket.socket | None = None,
    ) -> connect:
        """A client socket; `async with running.open() as socket`."""
        return connect(
            f"ws://127.0.0.1:{self.port}{path}",
            subprotocols=[Subprotocol(name) for name in ("svcgen.v1.json", *protocols)],
            compression=None,
            additional_headers={} if origin is None else {"Origin": origin},
            max_queue=None,
            sock=sock,
        )


def web_server(
    app: Starlette, options: WebSocketOptions, whole_frames: bool
) -> uvicorn.Server:
    """uvicorn as a service starts it, on any free port."""
    limits = options.server_options()
    config = uvicorn.Config(
        app,
        port=0,
        lifespan="off",
        log_level="warning",
        ws=limits["ws"],
        ws_max_size=2**24 if whole_frames else limits["ws_max_size"],
        ws_per_message_deflate=limits["ws_per_message_deflate"],
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)


@asynccontextmanager
async def serving(
    options: WebSocketOptions | None = None,
    hub: Hub | None = None,
    tickets: Tickets | None = None,
    whole_frames: bool = False,
) -> AsyncIterator[Running]:
    """Serves the service; `whole_frames` leaves uvicorn's own frame limit wide open."""
    probe, hub = Probe(), hub or MemoryHub()
    options = options or WebSocketOptions()
    service = Service(name="shop", interceptors=[Joint(hub, probe)])
    server = WebSocketServer(
        [make_packages(probe)],
        [make_sockets(probe)],
        [HALL, ORDER, STAFF, NOBODY, CHAT],
    )
    await hub.start()
    server.open(
        WebSocketRuntime(
            hub=hub,
            tickets=tickets or Tickets(MemoryTicketStore()),
            open_unit=service.unit_of_work,
            verify=verify,
            options=options,
        )
    )
    web = web_server(Starlette(routes=server.routes()), options, whole_frames)
    task = asyncio.create_task(web._serve())
    while not web.started:
        await asyncio.sleep(0.005)
    port: int = web.servers[0].sockets[0].getsockname()[1]
    try:
        yield Running(port, server, web, hub, probe)
    finally:
        await server.close()
        web.should_exit = True
        await task
        await hub.stop()


# --- frames ---


def request(pkg_id: int, data: object = None, req_id: str | None = None) -> str:
    """A request frame."""
    frame = {"pkg_id": pkg_id, "req_id": req_id or str(uuid4())}
    return json.dumps(frame if data is None else {**frame, "data": data})


Frame = dict[str, object]


async def read(client: ClientConnection, seconds: float = 5) -> Frame:
    """The next frame."""
    async with asyncio.timeout(seconds):
        frame: Frame = json.loads(await client.recv())
        return frame


async def ask(client: ClientConnection, pkg_id: int, data: object = None) -> Frame:
    """Sends a request and reads the next frame, which must be its reply."""
    sent = request(pkg_id, data)
    await client.send(sent)
    reply = await read(client)
    assert (reply["pkg_id"], reply["req_id"]) == (pkg_id, json.loads(sent)["req_id"])
    return reply


async def closed(client: ClientConnection, seconds: float = 5) -> int:
    """Waits until the server closes the socket; returns the code."""
    async with asyncio.timeout(seconds):
        await client.wait_closed()
    assert client.close_code is not None
    return client.close_code


async def silent(client: ClientConnection, seconds: float = 0.1) -> None:
    """Nothing comes."""
    try:
        frame = await read(client, seconds)
    except TimeoutError:
        return
    raise AssertionError(frame)
