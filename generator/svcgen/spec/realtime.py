"""The WebSocket wire contract: packages, pushes, rooms and sockets."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, JsonValue

from svcgen.spec.access import AccessSpec, JoinSpec
from svcgen.spec.base import ShortForm, SpecModel
from svcgen.spec.commands import OutputSpec, expand_output
from svcgen.spec.fields import FieldSpec


class PackageSpec(ShortForm):
    """A package: its id, or {id, command, public, output ...}; an id never changes and is never reused."""

    short_schema: ClassVar[dict[str, JsonValue]] = {"type": "integer", "minimum": 1}

    id: int | None = Field(default=None, ge=1, le=65535)
    """The number on the wire."""
    command: str | None = None
    """The command it triggers, when no command names the package."""
    description: str = ""
    """What it asks for."""
    public: bool = False
    """Anybody may; for a package that implies its command."""
    roles: AccessSpec | None = None
    """Who may; for a package that implies its command."""
    input: dict[str, FieldSpec] = {}
    """What it takes; for a package that implies its command."""
    output: Annotated[OutputSpec | None, BeforeValidator(expand_output)] = None
    """What it gives back; for a package that implies its command."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a bare id."""
        return {"id": value} if isinstance(value, int) else value


class PushSpec(SpecModel):
    """What the service sends to WebSocket clients of its own accord."""

    id: int | None = Field(default=None, ge=1, le=65535)
    """The number on the wire, out of the same set as the packages' ids."""
    description: str = ""
    """What it tells."""
    fields: dict[str, FieldSpec] = {}
    """What it carries; an entity here is a reference."""
    room: str | None = None
    """The room it goes to; to everybody unless said."""


class RoomSpec(SpecModel):
    """A group of sockets that hear the same pushes; who may join is said, or nobody may."""

    description: str = ""
    """Who meets there."""
    key: dict[str, FieldSpec] = {}
    """What tells one room from another."""
    join: JoinSpec | None = None
    """Who may join; nobody unless said."""
    entity: str | None = None
    """The entity whose row `join: {owner: field}` looks at, by its key; the room's name unless said."""


class SocketSpec(SpecModel):
    """A WebSocket endpoint of its own, with path parameters."""

    description: str = ""
    """What it is for."""
    path: str
    """Where clients connect; every {x} is a parameter."""
    room: str | None = None
    """The room that each connection joins."""
    roles: AccessSpec | None = None
    """Who may connect."""
    public: bool = False
    """Anybody may connect."""
    receives: dict[str, FieldSpec] = {}
    """What a frame from the client carries."""
    command: str | None = None
    """The command that a frame triggers, when it is not a plain chat."""
    pushes: list[str] = []
    """The pushes it sends."""


def expand_reserved(value: object) -> object:
    """Let ranges such as `7-9` stand beside numbers."""
    if not isinstance(value, list):
        return value
    return [f"{item}-{item}" if isinstance(item, int) else item for item in value]


Reserved = Annotated[
    list[Annotated[str, Field(pattern=r"^\d+-\d+$")]],
    BeforeValidator(expand_reserved),
    Field(
        description="Package ids that must never be used again: numbers and ranges such as 7-9.",
        json_schema_extra={
            "items": {
                "anyOf": [
                    {"type": "integer"},
                    {"type": "string", "pattern": r"^\d+-\d+$"},
                ]
            }
        },
    ),
]
