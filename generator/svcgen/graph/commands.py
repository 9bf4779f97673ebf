"""Commands: what they take and give, who may, and the HTTP routes that trigger them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from svcgen.graph.types import Field, ObjectType, TypeRef

CommandKind = Literal["create", "list", "get", "update", "replace", "delete", "custom"]
PageKind = Literal["keyset", "offset"]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may trigger it."""

    kind: Literal["public", "authenticated", "all", "any", "owner", "nobody"]
    roles: tuple[str, ...] = ()
    owner: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a list: `name__contains` is field name, operator contains."""

    name: str
    field: Field
    operator: str


@dataclass(frozen=True, slots=True)
class Listing:
    """How rows are listed."""

    pages: PageKind
    filters: tuple[Filter, ...] = ()
    sort: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """What comes back: nothing, a type, or pages of an entity."""

    kind: Literal["none", "one", "list", "page", "stream"]
    type: TypeRef | None = None
    pages: PageKind = "keyset"


@dataclass(frozen=True, slots=True)
class Dependency:
    """What a command asks for: an entity's repository or a provider."""

    attribute: str
    kind: Literal["repository", "provider"]
    name: str


@dataclass(frozen=True, slots=True)
class Route:
    """An HTTP route."""

    method: str
    path: str
    path_parameters: tuple[str, ...]
    query: tuple[str, ...]
    body: tuple[str, ...]
    status: int
    pointer: str


@dataclass(frozen=True, slots=True)
class DeclaredError:
    """An error that a command may raise and its callers can name."""

    name: str
    class_name: str
    http_status: int
    status_code: int
    description: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Command:
    """A unit of business logic, with all that triggers it over HTTP and WebSocket."""

    name: str
    class_name: str
    kind: CommandKind
    group: str
    noun: str
    pointer: str
    description: str
    access: Access
    output: Output
    entity: str | None = None
    input: ObjectType | None = None
    result: ObjectType | None = None
    listing: Listing | None = None
    include: tuple[str, ...] = ()
    uses: tuple[Dependency, ...] = ()
    routes: tuple[Route, ...] = ()
    package: str | None = None
    publishes: tuple[str, ...] = ()
    pushes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def has_details(self) -> bool:
        """Does it give back a class of its own that holds what entities look like outside?

        Such classes stand apart from the entities' own, so that two entities may include each other.
        """
        return bool(self.include) or (
            self.result is not None and _holds_entity(self.result)
        )


def _holds_entity(body: ObjectType) -> bool:
    return any(
        _innermost(field.type).kind == "entity"
        for part in (body, *body.embedded)
        for field in part.fields
    )


def _innermost(type_: TypeRef) -> TypeRef:
    return type_ if type_.item is None else _innermost(type_.item)
