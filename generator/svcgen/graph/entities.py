"""Entities: tables, keys and relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from svcgen.graph.types import Field, ObjectType

KeyKind = Literal["uuid7", "int", "bigint", "natural", "composite"]


@dataclass(frozen=True, slots=True)
class Relation:
    """A way from one entity's rows to another's: to one row, to many, or through a link table."""

    name: str
    target: str
    kind: Literal["one", "many", "link"]
    pointer: str
    column: str = ""
    back: str | None = None
    link: LinkTable | None = None
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class LinkTable:
    """The table between the two ends of a many-to-many relation."""

    class_name: str
    table: str
    left: str
    right: str
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """An index or a unique constraint over columns."""

    name: str
    columns: tuple[str, ...]
    unique: bool
    pointer: str


@dataclass(frozen=True, slots=True)
class Check:
    """A rule over two columns, held by the database."""

    name: str
    column: str
    operator: str
    other: str | int | float
    other_is_column: bool
    pointer: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Something the service keeps."""

    name: str
    snake: str
    plural: str
    table: str
    path: str
    database: str
    key_kind: KeyKind
    key: tuple[Field, ...]
    fields: tuple[Field, ...]
    relations: tuple[Relation, ...]
    indexes: tuple[Index, ...]
    checks: tuple[Check, ...]
    embedded: tuple[ObjectType, ...]
    pointer: str
    description: str = ""
    timestamps: bool = False
    soft_delete: bool = False
    version: bool = False

    @property
    def columns(self) -> tuple[Field, ...]:
        """The key, then the other stored fields."""
        keys = {field.name for field in self.key}
        rest = tuple(field for field in self.fields if field.name not in keys)
        return self.key + tuple(field for field in rest if not field.computed)

    @property
    def created(self) -> tuple[Field, ...]:
        """The fields a caller gives at creation."""
        own = () if self.key_kind in ("uuid7", "int", "bigint") else self.key
        keys = {field.name for field in self.key}
        rest = tuple(field for field in self.fields if field.name not in keys)
        return own + tuple(f for f in rest if not (f.read_only or f.computed))

    @property
    def changed(self) -> tuple[Field, ...]:
        """The fields a caller may change."""
        keys = {field.name for field in self.key}
        return tuple(f for f in self.created if f.name not in keys and not f.immutable)

    @property
    def read(self) -> tuple[Field, ...]:
        """The fields given out."""
        keys = {field.name for field in self.key}
        rest = tuple(field for field in self.fields if field.name not in keys)
        return self.key + tuple(
            f for f in rest if not (f.write_only or f.sensitive or f.computed)
        )
