"""What every endpoint of the WebSocket layer shares while the service runs."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from svcgen_runtime.errors import AuthenticationFailed, RateLimited
from svcgen_runtime.principal import Principal
from svcgen_runtime.unit_of_work import Trigger
from svcgen_runtime.websocket.connection import Connection
from svcgen_runtime.websocket.envelope import JSON, Envelope
from svcgen_runtime.websocket.handshake import Credentials
from svcgen_runtime.websocket.hub import Hub
from svcgen_runtime.websocket.options import WebSocketOptions
from svcgen_runtime.websocket.tickets import Tickets

OpenUnit = Callable[
    [Trigger, Principal | None, str], AbstractAsyncContextManager[object]
]
Verify = Callable[[str], Awaitable[Principal]]


class Connections:
    """The open sockets of this process; a person may have several."""

    def __init__(self, per_subject: int | None) -> None:
        self._open: set[Connection] = set()
        self._subjects: Counter[str] = Counter()
        self._per_subject = per_subject

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Connection]:
        return iter(tuple(self._open))

    def add(self, connection: Connection) -> None:
        """Counts an open socket."""
        self._open.add(connection)

    def discard(self, connection: Connection) -> None:
        """Counts a closed socket."""
        self._open.discard(connection)
        self._count(connection.principal, -1)

    def identify(self, connection: Connection, principal: Principal | None) -> None:
        """Says who a socket acts for. Raises `RateLimited` if that person has too many already."""
        old = connection.principal
        self._count(old, -1)
        if principal is not None and self._is_full(principal.subject):
            self._count(old, 1)
            raise RateLimited("There are too many connections.")
        self._count(principal, 1)
        connection.identify(principal)

    def _is_full(self, subject: str) -> bool:
        limit = self._per_subject
        return limit is not None and self._subjects[subject] >= limit

    def _count(self, principal: Principal | None, step: int) -> None:
        if principal is None:
            return
        self._subjects[principal.subject] += step
        if not self._subjects[principal.subject]:
            del self._subjects[principal.subject]


@dataclass(frozen=True, slots=True)
class WebSocketRuntime:
    """`open_unit` opens a unit of work, `verify` turns a token into a principal or raises `AuthenticationFailed`."""

    hub: Hub
    tickets: Tickets
    open_unit: OpenUnit
    verify: Verify
    options: WebSocketOptions = field(default_factory=WebSocketOptions)
    envelope: Envelope = JSON
    connections: Connections = field(init=False)

    def __post_init__(self) -> None:
        limit = self.options.max_connections_per_subject
        object.__setattr__(self, "connections", Connections(limit))

    async def authenticate(self, credentials: Credentials) -> Principal:
        """Who the credentials stand for. Raises `AuthenticationFailed`."""
        if credentials.token is not None:
            return await self.verify(credentials.token)
        if credentials.ticket is not None:
            return await self.tickets.redeem(credentials.ticket)
        raise AuthenticationFailed
