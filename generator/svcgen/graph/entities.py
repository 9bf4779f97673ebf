"""Entities: tables, keys and relations."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    is_back: bool = False
    """Is it the other side of one that is written elsewhere?"""


@dataclass(frozen=True, slots=True)
class LinkTable:
    """The table between the two ends of a many-to-many relation, seen from one of them.

    `left` holds the key of the row that has the relation, `right` those of the rows it leads to.
    """

    class_name: str
    table: str
    left: str
    right: str
    through: str | None = None
    held: bool = True
    """Does the database hold both references?"""

    def turned(self) -> LinkTable:
        """Give the table as it is seen from the other end."""
        return replace(self, left=self.right, right=self.left)


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
    links: tuple[Field, ...]
    """The keys of other rows that a caller may give, a list for each many-to-many relation."""
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
        given = own + tuple(f for f in rest if not (f.read_only or f.computed))
        return given + self.links

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
        return self.key + tuple(f for f in rest if not (f.write_only or f.sensitive))

    @property
    def computed(self) -> tuple[Field, ...]:
        """The fields that are worked out when a row is read."""
        return tuple(field for field in self.fields if field.computed)
