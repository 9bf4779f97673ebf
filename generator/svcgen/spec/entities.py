"""Entities and the operations that each gives for free."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, JsonValue, model_validator

from svcgen.spec.access import AccessSpec
from svcgen.spec.base import ShortForm, SpecModel
from svcgen.spec.fields import FieldSpec

OPERATIONS: tuple[str, ...] = ("create", "list", "get", "update", "replace", "delete")


class PackageRef(ShortForm):
    """The WebSocket package that triggers it: a name of `packages`, or {name, id} in place."""

    short_schema: ClassVar[dict[str, JsonValue]] = {"type": "string"}

    name: str
    """The package's name, upper case."""
    id: int | None = None
    """Its id, when it is not listed under `packages`."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a bare name."""
        return {"name": value} if isinstance(value, str) else value


class OperationSpec(ShortForm):
    """An operation of an entity and what triggers it."""

    short_schema: ClassVar[dict[str, JsonValue]] = {
        "type": "null",
        "description": "The operation with every default.",
    }

    description: str | None = None
    """What it does, in a sentence."""
    roles: AccessSpec | None = None
    """Who may: a list means ALL of them; {any: [a, b]}; {owner: field}."""
    public: bool = False
    """Anybody may."""
    http: bool = False
    """Give it an HTTP route."""
    package: PackageRef | None = None
    """The WebSocket package that triggers it."""
    filters: list[str] = []
    """List: the filters allowed: name, name__contains, price__ge, status__in ..."""
    sort: list[str] = []
    """List: the fields a caller may sort by."""
    pages: Literal["keyset", "offset"] = "keyset"
    """List: how it is paged."""
    include: list[str] = []
    """List and get: the relations given out with each row."""
    mode: Literal["patch"] = "patch"
    """Update: an absent field is left as it is."""
    publishes: list[str] = []
    """The messages it publishes."""
    pushes: list[str] = []
    """The pushes it sends."""
    metadata: dict[str, str] = {}
    """Key and value that interceptors can read."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a bare key, `true` or nothing."""
        return {} if value is None or value is True else value


class OperationsSpec(SpecModel):
    """The operations an entity has; each is a command: create_author, list_authors ..."""

    @model_validator(mode="before")
    @classmethod
    def _take_bare_keys(cls, value: object) -> object:
        """Let `create:` with nothing after it stand for the operation with every default."""
        if not isinstance(value, dict):
            return value
        return {key: {} if each is None else each for key, each in value.items()}

    create: OperationSpec | None = None
    """POST: a new row."""
    list_: OperationSpec | None = Field(default=None, alias="list")
    """GET: pages of rows."""
    get: OperationSpec | None = None
    """GET: one row by its key."""
    update: OperationSpec | None = None
    """PATCH: some fields of a row."""
    replace: OperationSpec | None = None
    """PUT: all fields of a row."""
    delete: OperationSpec | None = None
    """DELETE: a row."""

    @model_validator(mode="before")
    @classmethod
    def _bare_keys(cls, value: object) -> object:
        """Let `create:` with nothing behind it stand for the operation with every default."""
        if not isinstance(value, dict):
            return value
        return {key: {} if one is None else one for key, one in value.items()}


class CheckSpec(SpecModel):
    """A rule over two columns, held by the database."""

    field: str
    """The field on the left."""
    op: Literal["eq", "ne", "ge", "gt", "le", "lt"]
    """How they compare."""
    other: str | int | float
    """A field, or a number."""


class EntitySpec(SpecModel):
    """Something the service keeps: a table, its schemas, its repository and its operations."""

    description: str = ""
    """What one row is, in a sentence."""
    plural: str | None = None
    """The plural, snake case; it names list_authors, /authors and the table."""
    table: str | None = None
    """The table's name, for tables that are there already."""
    path: str | None = None
    """The first segment of its HTTP routes; its plural unless said. `svcgen rename` writes it."""
    database: str = "main"
    """The database it is kept in."""
    id: Literal["uuid7", "int", "bigint"] | None = None
    """The kind of the key `id`; uuid7 unless `key` names fields."""
    key: str | list[str] | None = None
    """A natural key: one field or several."""
    fields: dict[str, FieldSpec]
    """The fields, by name."""
    timestamps: bool = False
    """Keep created_at and updated_at."""
    soft_delete: bool = False
    """Mark rows as deleted instead of deleting them."""
    version: bool = False
    """Keep a version: two writers cannot overwrite each other."""
    tenant: bool | None = None
    """Keep rows of tenants apart."""
    indexes: list[list[str]] = []
    """Indexes over several fields."""
    unique: list[list[str]] = []
    """Fields that are unique together."""
    checks: dict[str, CheckSpec] = {}
    """Rules over two columns, by name."""
    operations: OperationsSpec = Field(default_factory=OperationsSpec)
    """What can be done with it."""
