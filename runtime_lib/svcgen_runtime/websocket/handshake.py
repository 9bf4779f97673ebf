"""What a client says when it opens a socket."""

from dataclasses import dataclass

from starlette.types import Scope

from svcgen_runtime.websocket.codes import (
    BEARER_SUBPROTOCOL,
    JSON_SUBPROTOCOL,
    PROTOBUF_SUBPROTOCOL,
    TICKET_SUBPROTOCOL,
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A token or a one-use ticket. Neither is ever shown."""

    token: str | None = None
    ticket: str | None = None

    def __repr__(self) -> str:
        return "Credentials(...)"

    def __bool__(self) -> bool:
        return self.token is not None or self.ticket is not None


@dataclass(frozen=True, slots=True)
class Handshake:
    """`subprotocol` is the one to accept with; `understood` is False if the client speaks none of ours."""

    origin: str | None
    host: str | None
    subprotocol: str | None
    understood: bool
    credentials: Credentials


def read_handshake(scope: Scope) -> Handshake:
    """Reads an ASGI WebSocket scope. The query string is not looked at: it ends up in logs."""
    headers = {
        name.lower(): value.decode("latin-1") for name, value in scope["headers"]
    }
    offered: list[str] = list(scope.get("subprotocols", ()))
    return Handshake(
        origin=headers.get(b"origin"),
        host=headers.get(b"host"),
        subprotocol=JSON_SUBPROTOCOL if JSON_SUBPROTOCOL in offered else None,
        understood=JSON_SUBPROTOCOL in offered or PROTOBUF_SUBPROTOCOL not in offered,
        credentials=Credentials(
            _after(BEARER_SUBPROTOCOL, offered), _after(TICKET_SUBPROTOCOL, offered)
        ),
    )


def _after(prefix: str, offered: list[str]) -> str | None:
    for protocol in offered:
        if protocol.startswith(prefix):
            return protocol.removeprefix(prefix)
    return None
