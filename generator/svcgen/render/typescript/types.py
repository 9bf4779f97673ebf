"""How a type of the graph is written in TypeScript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from svcgen.graph import ServiceGraph
from svcgen.graph.entities import Entity
from svcgen.graph.types import Field, TypeRef
from svcgen.naming import Code, TsLit
from svcgen.render.typescript.names import Names

Direction = Literal["in", "out"]

SCALARS: Mapping[str, Code] = {
    "string": Code("string"),
    "text": Code("string"),
    "int": Code("number"),
    "bigint": Code("wire.Bigint"),
    "float": Code("number"),
    "decimal": Code("wire.Decimal"),
    "bool": Code("boolean"),
    "uuid": Code("wire.Uuid"),
    "date": Code("wire.DateText"),
    "time": Code("wire.TimeText"),
    "datetime": Code("wire.DateTime"),
    "unix_timestamp": Code("number"),
    "duration": Code("wire.Duration"),
    "json": Code("wire.Json"),
    "bytes": Code("wire.Base64"),
    "email": Code("string"),
    "url": Code("string"),
    "slug": Code("string"),
    "file": Code("wire.Upload"),
}
AS_TEXT = frozenset(("bigint", "decimal"))
"""Numbers that travel as text."""
NOTHING = Code("undefined")
NULL = Code("null")


@dataclass(frozen=True, slots=True)
class TypeWriter:
    """Writes types as seen from one module: `prefix` is what stands before the service's own."""

    graph: ServiceGraph
    names: Names
    prefix: Code

    def own(self, name: str) -> Code:
        """Write a type of the service by its name in the spec."""
        return Code("{}{}", self.prefix, self.names.type(name))

    def type(self, type_: TypeRef, direction: Direction) -> Code:
        """Write a type; objects that differ by direction have a name for each."""
        if type_.kind == "list" and type_.item is not None:
            return list_of(self.type(type_.item, direction))
        if type_.kind == "map" and type_.item is not None:
            return Code("{{ [key: string]: {} }}", self.type(type_.item, direction))
        if type_.kind == "entity":
            return self.own(f"{type_.name}Read")
        if type_.kind == "enum":
            return self.own(type_.name)
        if type_.kind == "object":
            differs = direction == "in" and type_.name in self.split
            return self.own(f"{type_.name}Input" if differs else type_.name)
        return self._scalar(type_)

    def field(
        self, field: Field, direction: Direction, entity: Entity | None = None
    ) -> Code:
        """Write the type of a field; the keys of entities are branded."""
        written = self.value(field, direction, entity)
        return union((written, NULL)) if may_be_null(field) else written

    def value(
        self, field: Field, direction: Direction, entity: Entity | None = None
    ) -> Code:
        """Write the type that a field has when it is not null."""
        key = self.key_of(field.target) if field.target else None
        if key is not None:
            return list_of(key)
        return self.key(field, entity) or self.type(field.type, direction)

    def key_of(self, name: str) -> Code | None:
        """Write the brand of an entity's key; None when it has none."""
        target = self.graph.entity(name)
        return self.key(target.key[0], target) if len(target.key) == 1 else None

    def key(self, field: Field, entity: Entity | None = None) -> Code | None:
        """Write the brand of a field that holds the key of an entity; None when it holds none."""
        if field.reference is not None:
            return self.key_of(field.reference.entity)
        is_key = entity is not None and entity.key == (field,)
        branded = is_key and entity is not None and is_branded(entity)
        return self.own(f"{entity.name}Id") if branded and entity is not None else None

    def _scalar(self, type_: TypeRef) -> Code:
        allowed = type_.constraints.enum if type_.constraints else ()
        if allowed and type_.name not in ("json", "float"):
            as_text = type_.name in AS_TEXT
            return union(TsLit(str(value) if as_text else value) for value in allowed)
        return SCALARS[type_.name]

    @property
    def split(self) -> frozenset[str]:
        """The embedded objects of entities that differ between what is taken and what is given."""
        return split_objects(self.graph)


def split_objects(graph: ServiceGraph) -> frozenset[str]:
    """Give the embedded objects of which something may be left out on the way in alone."""
    found: set[str] = set()
    for entity in graph.entities:
        for inner in entity.embedded:
            if any(
                is_optional(f, "in") != is_optional(f, "out")
                or _innermost(f.type) in found
                for f in inner.fields
            ):
                found.add(inner.name)
    return frozenset(found)


def _innermost(type_: TypeRef) -> str:
    return type_.name if type_.item is None else _innermost(type_.item)


def is_optional(field: Field, direction: Direction) -> bool:
    """Tell whether a field may be absent: going out, every field is there."""
    return direction == "in" and not field.required


def may_be_null(field: Field) -> bool:
    """Tell whether a field may be null: what may be left out and has no default is null then."""
    return field.nullable or not (field.required or field.has_default)


def is_branded(entity: Entity) -> bool:
    """Tell whether an entity has a key of one scalar of its own."""
    key = entity.key[0]
    plain = key.type.kind == "scalar" and not key.constraints.enum
    return len(entity.key) == 1 and key.reference is None and plain


def list_of(item: Code) -> Code:
    """Write an array type."""
    return Code("({})[]", item) if " | " in item else Code("{}[]", item)


def union(members: Iterable[Code]) -> Code:
    """Write a union; members that occur twice are written once."""
    return Code.joined(" | ", dict.fromkeys(members))


def lines_of(members: Iterable[Code], indent: Code) -> Code:
    """Write a union after `=` or `:`, one member a line where there are several."""
    parts = list(dict.fromkeys(members))
    if len(parts) < 2:
        return Code(" {}", *parts) if parts else Code(" never")
    return Code.joined("", (Code("\n{}| {}", indent, part) for part in parts))
