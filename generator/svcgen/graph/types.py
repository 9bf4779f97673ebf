"""Types, fields and objects, as they are meant: references resolved, defaults filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TypeKind = Literal["scalar", "enum", "object", "entity", "list", "map"]
JsonScalar = str | int | float | bool | None
Json = JsonScalar | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class TypeRef:
    """A type in no language: `name` is a scalar, enum, object or entity (its Read class)."""

    kind: TypeKind
    name: str = ""
    item: TypeRef | None = None
    constraints: Constraints | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a value must satisfy, in the words of JSON Schema."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    ge: int | float | str | None = None
    gt: int | float | str | None = None
    le: int | float | str | None = None
    lt: int | float | str | None = None
    multiple_of: int | float | None = None
    digits: int | None = None
    places: int | None = None
    enum: tuple[Json, ...] = ()
    max_size: int | None = None
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that holds the key of another entity's row."""

    entity: str
    relation: str
    column_type: TypeRef
    on_delete: Literal["restrict", "cascade", "set_null"] = "restrict"
    back: str | None = None
    constraint: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `name` is its Python attribute and its name on the wire."""

    name: str
    type: TypeRef
    pointer: str
    nullable: bool = False
    required: bool = True
    has_default: bool = False
    default: Json = None
    description: str = ""
    examples: tuple[Json, ...] = ()
    column: str = ""
    unique: bool = False
    index: bool = False
    write_only: bool = False
    read_only: bool = False
    immutable: bool = False
    sensitive: bool = False
    computed: bool = False
    reference: Reference | None = None
    target: str = ""
    """The entity whose keys it lists: the near side of a many-to-many relation."""

    @property
    def constraints(self) -> Constraints:
        """What its value must satisfy."""
        return self.type.constraints or Constraints()


@dataclass(frozen=True, slots=True)
class ObjectType:
    """A class made of fields: an input, an output, a message, an embedded object."""

    name: str
    fields: tuple[Field, ...]
    pointer: str
    description: str = ""
    module: str = ""
    embedded: tuple[ObjectType, ...] = field(default=())
