"""Socket endpoints: a WebSocket of its own at a path, such as a chat room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from svcgen_runtime.access import Access
from svcgen_runtime.errors import (
    ErrorDetail,
    InvalidData,
)
from svcgen_runtime.websocket.payload import read_json
from svcgen_runtime.websocket.room import Room
from svcgen_runtime.websocket.signature import (
    BadHandler,
    Handler,
    Signature,
    read_signature,
)

H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class SocketEndpoint:
    """A declared endpoint: its path, the room its sockets are in, and what handles their frames."""

    path: str
    name: str
    room: Room | None
    access: Access
    handler: Handler
    signature: Signature
    frames: Access | None = None

    @property
    def rules(self) -> tuple[Access, ...]:
        """The rules that the sender of a frame must meet: its socket's, and the one of what the frame triggers."""
        return (self.access,) if self.frames is None else (self.access, self.frames)

    def parameters(self, given: Mapping[str, str]) -> dict[str, object]:
        """The path's parameters, as the handler types them. Raises `InvalidData`."""
        read: dict[str, object] = dict(given)
        for name, adapter in self.signature.parameters.items():
            try:
                read[name] = adapter.validate_strings(str(given[name]))
            except ValidationError as error:
                fault = error.errors(include_url=False)[0]
                detail = ErrorDetail(name, fault["type"], fault["msg"])
                raise InvalidData(details=[detail]) from None
        return read

    def address(self, parameters: Mapping[str, object]) -> str | None:
        """The room that sockets with these parameters are in."""
        if self.room is None:
            return None
        names = tuple(self.room.key)
        key = self.room.read_key({name: parameters[name] for name in names})
        return self.room.address(key)

    def arguments(self, frame: str, given: Mapping[str, object]) -> dict[str, object]:
        """What the handler is called with. Raises `InvalidData`."""
        arguments = {name: given[name] for name in self.signature.parameters}
        request = self.signature.request
        if request is not None and self.signature.request_name is not None:
            arguments[self.signature.request_name] = read_json(request, frame)
        return arguments


class SocketRouter:
    """The socket endpoints of one module: `sockets = SocketRouter()`."""

    def __init__(self) -> None:
        self.endpoints: list[SocketEndpoint] = []

    def endpoint(
        self,
        path: str,
        *,
        access: Access,
        room: Room | None = None,
        frames: Access | None = None,
    ) -> Callable[[H], H]:
        """Declares an endpoint: `@sockets.endpoint("/chat/{room_id}", room=CHAT, access=AUTHENTICATED)`.

        The handler is an async function of the model that frames carry and of path parameters, by name; it returns
        nothing. Every socket is in `room`, which the path's parameters must name. `access` is who may connect, `frames`
        who may send, where that is said apart, such as for a command that a frame triggers; it must be decided from the
        principal alone. Raises `BadHandler`.
        """

        def declare(handler: H) -> H:
            signature = read_signature(handler)
            names = _names_in(path)
            where = handler.__qualname__
            unknown = signature.parameters.keys() - names
            if unknown:
                raise BadHandler(f"{where}: {path} has no {', '.join(sorted(unknown))}")
            if room is not None and not names.issuperset(room.key):
                raise BadHandler(f"{where}: {path} does not name a {room.name} room")
            name = handler.__name__
            self.endpoints.append(
                SocketEndpoint(path, name, room, access, handler, signature, frames)
            )
            return handler

        return declare


def _names_in(path: str) -> set[str]:
    """The names of a Starlette path's parameters, without their convertors."""
    parts = path.split("{")[1:]
    return {part.partition("}")[0].partition(":")[0] for part in parts}
