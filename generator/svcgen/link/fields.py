"""Fields and types: from what was written to what is meant."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import override

from svcgen.graph.types import Constraints, Field, Json, ObjectType, Reference, TypeRef
from svcgen.link.names import Names, pointer
from svcgen.naming import Ident, check_name, pascal_case
from svcgen.spec.base import parse_duration
from svcgen.spec.entities import EntitySpec
from svcgen.spec.fields import SCALARS, FieldSpec

CONSTRAINT_WORDS = (
    "min_length",
    "max_length",
    "pattern",
    "ge",
    "gt",
    "le",
    "lt",
    "multiple_of",
    "digits",
    "places",
)


_CONSTRAINING = frozenset((*CONSTRAINT_WORDS, "enum", "max", "accept"))


class FieldLinker:
    """Links the fields of one owner and gathers the objects embedded in them."""

    def __init__(self, names: Names, owner: str, at: str) -> None:
        """`owner` is the class that embedded objects are named after; `at` its pointer."""
        self.names = names
        self.owner = owner
        self.at = at
        self.embedded: list[ObjectType] = []

    def link(self, fields: Mapping[str, FieldSpec]) -> tuple[Field, ...]:
        """Link the fields that have a column or a place on the wire; many-to-many has none."""
        return tuple(
            self.link_field(name, spec)
            for name, spec in fields.items()
            if not spec.many
        )

    def link_field(self, name: str, spec: FieldSpec) -> Field:
        """Link one field; one that names an entity becomes the key of its row."""
        reference = self._reference(name, spec)
        base = reference.column_type if reference else self.link_type(name, spec)
        written = reference_name(self.names, name, spec) if reference else name
        nullable = spec.nullable
        return Field(
            name=written,
            type=base,
            pointer=f"{self.at}{pointer(name)}",
            nullable=nullable,
            required=(
                spec.required
                if spec.required is not None
                else not (nullable or spec.has_default)
            ),
            has_default=spec.has_default,
            default=meant(base, spec.default),
            description=spec.description or "",
            examples=tuple(meant(base, each) for each in spec.examples or ()),
            column=spec.column or written,
            unique=spec.unique,
            index=spec.index or (reference is not None and reference.constraint),
            write_only=spec.write_only,
            read_only=spec.read_only,
            immutable=spec.immutable,
            sensitive=spec.sensitive,
            computed=spec.computed,
            reference=reference,
        )

    def link_type(self, name: str, spec: FieldSpec) -> TypeRef:
        """Link the type of a field that is no reference."""
        if spec.list_ is not None:
            return TypeRef("list", item=self.link_type(name, spec.list_))
        if spec.map_ is not None:
            return TypeRef("map", item=self.link_type(name, spec.map_))
        if spec.fields is not None:
            return self._embed(name, spec.fields)
        return self.named_type(spec.type_name, link_constraints(spec))

    def named_type(self, name: str, constraints: Constraints | None = None) -> TypeRef:
        """Link a type that is written as a bare name; an entity is meant as its key."""
        if name in SCALARS:
            return TypeRef("scalar", name, constraints=constraints)
        if name in self.names.spec.enums:
            return TypeRef("enum", name)
        return key_type(self.names, name)

    def _embed(self, name: str, fields: Mapping[str, FieldSpec]) -> TypeRef:
        inner = type(self)(
            self.names,
            f"{self.owner}{pascal_case(name)}",
            f"{self.at}{pointer(name, 'fields')}",
        )
        linked = inner.link(fields)
        self.embedded.extend(inner.embedded)
        self.embedded.append(
            ObjectType(inner.owner, linked, f"{self.at}{pointer(name)}")
        )
        return TypeRef("object", inner.owner)

    def _reference(self, name: str, spec: FieldSpec) -> Reference | None:
        target = spec.type_name
        if spec.many or target not in self.names.spec.entities:
            return None
        return Reference(
            entity=target,
            relation=name,
            column_type=key_type(self.names, target),
            on_delete=spec.on_delete or "restrict",
            back=spec.back,
            constraint=spec.constraint,
        )


class OutputLinker(FieldLinker):
    """Links fields that are given out: an entity is meant as its Read class, not as its key."""

    @override
    def named_type(self, name: str, constraints: Constraints | None = None) -> TypeRef:
        """Link a type that is written as a bare name."""
        if name in self.names.spec.entities:
            return TypeRef("entity", name)
        return super().named_type(name, constraints)

    @override
    def _reference(self, name: str, spec: FieldSpec) -> Reference | None:
        return None


def meant(type_: TypeRef, value: Json) -> Json:
    """Give a written value as it is meant: a duration in seconds."""
    if type_.name == "duration" and value is not None:
        return parse_duration(value)
    if type_.item is not None and isinstance(value, list):
        return [meant(type_.item, each) for each in value]
    if type_.item is not None and isinstance(value, dict):
        return {key: meant(type_.item, each) for key, each in value.items()}
    return value


def reference_name(names: Names, name: str, spec: FieldSpec) -> str:
    """Give the column of a reference: the one written, or author -> author_id."""
    if spec.column and check_name(Ident, spec.column) is None:
        return spec.column
    return f"{name}_{names.key_names(names.spec.entities[spec.type_name])[0]}"


def key_type(names: Names, entity: str) -> TypeRef:
    """Give the type of an entity's key of one field."""
    spec = names.spec.entities[entity]
    key = names.key_names(spec)[0]
    field = spec.fields.get(key)
    if field is None:
        return TypeRef("scalar", id_scalar(spec))
    return FieldLinker(names, entity, "").link_field(key, field).type


def id_scalar(spec: EntitySpec) -> str:
    """Give the scalar of a generated key."""
    return {"int": "int", "bigint": "bigint"}.get(spec.id or "uuid7", "uuid")


def link_constraints(spec: FieldSpec) -> Constraints | None:
    """Gather what the value must satisfy; None when anything will do."""
    if _CONSTRAINING.isdisjoint(spec.model_fields_set):
        return None
    words = {word: getattr(spec, word) for word in CONSTRAINT_WORDS}
    if not any(value is not None for value in words.values()) and not (
        spec.enum or spec.max or spec.accept
    ):
        return None
    return Constraints(
        **words,
        enum=tuple(spec.enum or ()),
        max_size=spec.max,
        accept=tuple(spec.accept or ()),
    )


def link_object(
    names: Names,
    name: str,
    fields: Mapping[str, FieldSpec],
    at: str,
    description: str = "",
) -> ObjectType:
    """Link an object made of fields that are taken in, with the objects embedded in it."""
    linker = FieldLinker(names, name, at)
    linked = linker.link(fields)
    return ObjectType(name, linked, at, description, embedded=tuple(linker.embedded))


def link_output(
    names: Names, name: str, fields: Mapping[str, FieldSpec], at: str
) -> ObjectType:
    """Link an object made of fields that are given out."""
    linker = OutputLinker(names, name, at)
    linked = linker.link(fields)
    return ObjectType(name, linked, at, embedded=tuple(linker.embedded))
