"""Commands: business operations, and the HTTP routes that trigger them."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, JsonValue

from svcgen.spec.access import AccessSpec
from svcgen.spec.base import ShortForm, SpecModel
from svcgen.spec.entities import PackageRef
from svcgen.spec.fields import FieldSpec


class RouteSpec(ShortForm):
    """An HTTP route: `POST /orders`, or {method, path, query, status}."""

    short_schema: ClassVar[dict[str, JsonValue]] = {
        "type": "string",
        "pattern": r"^(GET|POST|PUT|PATCH|DELETE) /\S*$",
        "examples": ["POST /orders"],
    }

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    """The HTTP method."""
    path: str
    """The path under the service's prefix; every {x} in it is a field of the input."""
    query: list[str] | None = None
    """Fields of the input taken from the query; GET and DELETE take all that are not in the path."""
    status: int | None = Field(default=None, ge=200, le=299)
    """The status of success; 200, 201 for a create, 204 where nothing comes back."""
    as_: Literal["json", "sse"] = Field(default="json", alias="as")
    """How the answer travels: one JSON document, or a stream of server-sent events."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand `POST /orders`."""
        match = (
            re.fullmatch(r"([A-Z]+) (/\S*)", value) if isinstance(value, str) else None
        )
        return {"method": match[1], "path": match[2]} if match else value


class OutputSpec(ShortForm):
    """What comes back: an entity, fields, {list: X}, {page: X} or {stream: X}."""

    short_schema: ClassVar[dict[str, JsonValue]] = {
        "anyOf": [
            {
                "type": "string",
                "description": "An entity (its Read class), an enum or a scalar type.",
            },
            {
                "type": "object",
                "description": "An object of these fields: {status: string}.",
                "minProperties": 1,
                "additionalProperties": {"$comment": "FieldSpec"},
            },
        ]
    }

    type: str | None = None
    """An entity, an enum or a scalar."""
    list_: str | None = Field(default=None, alias="list")
    """A list of an entity."""
    page: str | None = None
    """Pages of an entity."""
    by: Annotated[
        list[str] | None,
        Field(description="Page: the fields that order it, - for descending."),
    ] = None
    stream: str | None = None
    """A stream of an entity."""
    fields: dict[str, FieldSpec] | None = None
    """An object of these fields."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand an entity's name."""
        return {"type": value} if isinstance(value, str) else value


def expand_output(value: object) -> object:
    """Let `output: {status: string}` stand for `output: {fields: {status: string}}`."""
    words = {name.rstrip("_") for name in OutputSpec.model_fields}
    if isinstance(value, dict) and value and not words & set(value):
        return {"fields": value}
    return value


def listify(value: object) -> object:
    """Let one entry stand for a list of one."""
    return value if value is None or isinstance(value, list) else [value]


def one_or_many(schema: dict[str, JsonValue]) -> None:
    """Write into a JSON Schema what `listify` accepts."""
    array = {key: schema.pop(key) for key in ("type", "items")}
    schema["anyOf"] = [array["items"], array]


class DeclaredErrorSpec(SpecModel):
    """An error that a command declares."""

    status: int = Field(ge=400, le=599)
    """The HTTP status."""
    description: str = ""
    """When it happens."""


class CommandSpec(SpecModel):
    """A business operation that no entity gives for free."""

    group: str | None = None
    """The file it stands in, commands/<group>.py; its own name unless said."""
    description: str = ""
    """What it does, in a sentence."""
    input: dict[str, FieldSpec] = {}
    """What it takes; an entity here is a reference: book becomes book_id."""
    output: Annotated[OutputSpec | None, BeforeValidator(expand_output)] = None
    """What it gives back; nothing unless said."""
    uses: list[str] = []
    """The entities (their repositories) and providers it asks for, besides those it names."""
    roles: AccessSpec | None = None
    """Who may: a list means ALL of them; {any: [a, b]}; {owner: field}."""
    public: bool = False
    """Anybody may."""
    http: Annotated[
        list[RouteSpec],
        BeforeValidator(listify),
        Field(
            description="The HTTP route that triggers it, or several.",
            json_schema_extra=one_or_many,
        ),
    ] = []
    package: PackageRef | None = None
    """The WebSocket package that triggers it."""
    publishes: list[str] = []
    """The messages it publishes."""
    pushes: list[str] = []
    """The pushes it sends."""
    errors: dict[str, int | DeclaredErrorSpec] = {}
    """The errors it declares: code to HTTP status."""
    metadata: dict[str, str] = {}
    """Key and value that interceptors can read."""
