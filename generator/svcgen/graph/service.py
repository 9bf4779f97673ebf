"""The service as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from svcgen.graph.commands import Command, DeclaredError
from svcgen.graph.entities import Entity
from svcgen.graph.triggers import (
    Handler,
    Message,
    Package,
    Push,
    Room,
    Schedule,
    Socket,
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its member in the Role enum and its name in tokens."""

    member: str
    value: str
    description: str
    pointer: str


@dataclass(frozen=True, slots=True)
class EnumMember:
    """A member of an enum."""

    name: str
    value: str | int
    description: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Enum:
    """An enum of text or whole numbers."""

    name: str
    kind: Literal["string", "int"]
    members: tuple[EnumMember, ...]
    description: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Provider:
    """Something commands may ask for by name; dotted names are (module, name)."""

    name: str
    type: tuple[str, str]
    kind: Literal["value", "class", "factory"]
    source: tuple[str, str]
    scope: Literal["service", "unit"]
    phase: Literal["before", "after"]
    needs: tuple[str, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class Database:
    """A database, by name."""

    name: str
    read_only: bool
    pointer: str


@dataclass(frozen=True, slots=True)
class Interceptor:
    """What units of work pass through: a built-in by name, or an own class."""

    builtin: str | None
    source: tuple[str, str] | None
    pointer: str


@dataclass(frozen=True, slots=True)
class Service:
    """The service's names and defaults; `package` is the import name."""

    name: str
    package: str
    title: str
    description: str
    version: str
    prefix: str
    websocket_path: str
    license: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """The entities and commands by name, and the commands of each entity by its name."""

    entities: Mapping[str, Entity]
    commands: Mapping[str, Command]
    operations: Mapping[str, Sequence[Command]]
    packaged: frozenset[str]
    """The commands that packages trigger, by name."""
    held: frozenset[str]
    """The entities whose rows cannot be deleted while another row refers to them, by name."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What files are named after: an entity, a group of commands, or both under one name."""

    name: str
    entity: Entity | None
    commands: tuple[Command, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class ServiceGraph:
    """A valid spec, as it is meant; every tuple has a fixed order."""

    service: Service
    roles: tuple[Role, ...]
    enums: tuple[Enum, ...]
    entities: tuple[Entity, ...]
    commands: tuple[Command, ...]
    errors: tuple[DeclaredError, ...]
    messages: tuple[Message, ...]
    handlers: tuple[Handler, ...]
    schedules: tuple[Schedule, ...]
    packages: tuple[Package, ...]
    pushes: tuple[Push, ...]
    rooms: tuple[Room, ...]
    sockets: tuple[Socket, ...]
    providers: tuple[Provider, ...]
    databases: tuple[Database, ...]
    interceptors: tuple[Interceptor, ...]
    nouns: tuple[Noun, ...]
    index: Index = field(compare=False, repr=False)

    def entity(self, name: str) -> Entity:
        """Give the entity called `name`; KeyError when there is none."""
        return self.index.entities[name]

    def command(self, name: str) -> Command:
        """Give the command called `name`; KeyError when there is none."""
        return self.index.commands[name]

    def is_held(self, entity: str) -> bool:
        """Tell whether a reference of some row keeps a row of the entity from being deleted."""
        return entity in self.index.held

    def operations(self, entity: str) -> Sequence[Command]:
        """Give the commands of an entity in the graph's order."""
        return self.index.operations.get(entity, ())
