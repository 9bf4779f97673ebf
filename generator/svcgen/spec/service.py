"""The service itself: its name, its prefix, its WebSocket endpoint and its databases."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, JsonValue

from svcgen.spec.base import ShortForm, SpecModel


class ServiceInfo(SpecModel):
    """The service's name and the defaults of its whole surface."""

    name: str = Field(examples=["bookshop"])
    """The name: package, queues and the command line are called so. Lower case, - or _ between words."""
    description: str = ""
    """What the service does, in a sentence."""
    version: str = "0.1.0"
    """The version told to its clients."""
    prefix: str = "/api"
    """What every HTTP path begins with."""
    default: Literal["authenticated", "public"] = "authenticated"
    """What a trigger without `roles` or `public` needs."""
    license: str | None = None
    """The licence named in the emitted pyproject.toml."""


class WebSocketSpec(SpecModel):
    """The WebSocket endpoint that carries the packages."""

    path: str = "/ws"
    """Where clients connect."""
    envelope: Literal["svcgen", "reference"] = "svcgen"
    """`reference` speaks the frames of an older protocol."""


class RoleSpec(ShortForm):
    """A role."""

    short_schema: ClassVar[dict[str, JsonValue]] = {"type": ["string", "null"]}

    description: str = ""
    """What the role may do."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a bare description."""
        return (
            {"description": value or ""}
            if value is None or isinstance(value, str)
            else value
        )


class EnumMemberSpec(ShortForm):
    """A member of an enum: its value, or {value, description}."""

    short_schema: ClassVar[dict[str, JsonValue]] = {"type": ["string", "integer"]}

    value: str | int
    """What stands on the wire and in the database."""
    description: str = ""
    """What it means."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a bare value."""
        return {"value": value}


class EnumSpec(ShortForm):
    """An enum: a list of names, or {type, members}."""

    short_schema: ClassVar[dict[str, JsonValue]] = {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
        "description": "The members; each is its own value.",
    }

    description: str = ""
    """What the enum tells apart."""
    type: Literal["string", "int"] = "string"
    """The type of the values."""
    members: dict[str, EnumMemberSpec] = Field(min_length=1)
    """Name to value, or to {value, description}."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a list of names."""
        if isinstance(value, list):
            return {"members": {name: name for name in value if isinstance(name, str)}}
        return value


class DatabaseSpec(SpecModel):
    """A database of the service; its URL comes from the environment."""

    read_only: bool = False
    """Refuse to write."""
    description: str = ""
    """What is kept there."""


class ProviderSpec(SpecModel):
    """Something commands may ask for by name in `uses`."""

    type: str = Field(examples=["bookshop.payments:PaymentGateway"])
    """The class, as package.module:Name."""
    value: str | None = None
    """A module-level value: package.module:name."""
    factory: str | None = None
    """A function that gives it, may be async or a context manager: package.module:name."""
    scope: Literal["service", "unit"] = "service"
    """Made once when the service starts, or for each unit of work."""
    phase: Literal["before", "after"] = "after"
    """Made before or after the interceptors start."""
    needs: list[str] = []
    """Other providers that its factory or class takes, in order."""
