"""The whole spec."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from svcgen.spec.base import SpecModel
from svcgen.spec.commands import CommandSpec
from svcgen.spec.entities import EntitySpec
from svcgen.spec.messaging import HandlerSpec, MessageSpec, ScheduleSpec
from svcgen.spec.operations import (
    AuditSpec,
    AuthSpec,
    ClientSpec,
    LimitsSpec,
    RegistrySpec,
    TenantSpec,
)
from svcgen.spec.realtime import PackageSpec, PushSpec, Reserved, RoomSpec, SocketSpec
from svcgen.spec.service import (
    DatabaseSpec,
    EnumSpec,
    ProviderSpec,
    RoleSpec,
    ServiceInfo,
    WebSocketSpec,
)


def expand_roles(value: object) -> object:
    """Let a list of names stand for a map of names to nothing."""
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return dict.fromkeys(value)
    return value


Roles = Annotated[
    dict[str, RoleSpec],
    BeforeValidator(expand_roles),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": "string"}},
                {
                    "type": "object",
                    "additionalProperties": {"type": ["string", "null", "object"]},
                },
            ],
            "description": "The roles a caller can have: a list of names, or name to description.",
        }
    ),
]


class ServiceSpec(SpecModel):
    """A service: what it keeps, what it does, and what triggers it."""

    svcgen: Literal[1]
    """The version of this language."""
    service: ServiceInfo
    """The service's name and the defaults of its surface."""
    roles: Roles = {}
    enums: dict[str, EnumSpec] = {}
    """Enums, by name."""
    entities: dict[str, EntitySpec] = {}
    """What the service keeps, by name."""
    messages: dict[str, MessageSpec] = {}
    """The messages it publishes or consumes, by name."""
    commands: dict[str, CommandSpec] = {}
    """Business operations that no entity gives for free, by name."""
    handlers: dict[str, HandlerSpec] = {}
    """What messages trigger, by name."""
    schedules: dict[str, ScheduleSpec] = {}
    """What the clock triggers, by name."""
    packages: dict[str, PackageSpec] = {}
    """The WebSocket requests, by name; an id never changes and is never reused."""
    reserved_packages: Reserved = []
    pushes: dict[str, PushSpec] = {}
    """What is sent to WebSocket clients unasked, by name."""
    rooms: dict[str, RoomSpec] = {}
    """Groups of sockets that hear the same pushes, by name."""
    sockets: dict[str, SocketSpec] = {}
    """WebSocket endpoints with path parameters, by name."""
    websocket: WebSocketSpec = Field(default_factory=WebSocketSpec)
    """The endpoint that carries the packages."""
    providers: dict[str, ProviderSpec] = {}
    """What commands may ask for besides repositories, by name."""
    interceptors: list[str] = ["settings", "database", "publisher", "websocket"]
    """What every unit of work passes through, in order; own ones as package.module:Class."""
    databases: dict[str, DatabaseSpec] = Field(
        default_factory=lambda: {"main": DatabaseSpec()}
    )
    """The databases, by name."""
    clients: dict[str, ClientSpec] = {}
    """Other services this one calls, by name."""
    tenant: TenantSpec | None = None
    """What keeps tenants apart."""
    registry: RegistrySpec | None = None
    """The service registry it is part of."""
    auth: AuthSpec | None = None
    """Who issues the tokens."""
    limits: LimitsSpec | None = None
    """How much a caller may."""
    audit: AuditSpec | None = None
    """What is written down of who did what."""
