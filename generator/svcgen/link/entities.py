"""Entities: keys, columns, relations and link tables."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.graph.entities import Check, Entity, Index, KeyKind, LinkTable, Relation
from svcgen.graph.types import Field, TypeRef
from svcgen.link.fields import FieldLinker, id_scalar, key_type, reference_name
from svcgen.link.names import Names, pointer
from svcgen.naming import kebab_case, pascal_case, snake_case
from svcgen.spec.entities import EntitySpec
from svcgen.spec.fields import FieldSpec


def link_entity(names: Names, name: str, spec: EntitySpec) -> Entity:
    """Link one entity."""
    at = pointer("entities", name)
    linker = FieldLinker(names, name, f"{at}/fields")
    fields = linker.link(spec.fields)
    columns = dict(zip(_kept(spec), fields, strict=True))
    key_names = names.key_names(spec)
    key = tuple(
        columns[part] if part in columns else _generated_key(spec, at)
        for part in key_names
    )
    keys = {field.name for field in key}
    return Entity(
        name=name,
        snake=snake_case(name),
        plural=names.plural(name),
        table=names.table(name),
        path=spec.path or kebab_case(names.plural(name)),
        database=spec.database,
        key_kind=_key_kind(spec),
        key=key,
        fields=tuple(f for f in fields if f.name not in keys) + _marks(spec, at),
        relations=tuple(_relations(names, name, spec)),
        links=tuple(_links(names, name, spec)),
        indexes=tuple(_indexes(names, name, spec, columns)),
        checks=tuple(_checks(spec, columns, at)),
        embedded=tuple(linker.embedded),
        pointer=at,
        description=spec.description,
        timestamps=spec.timestamps,
        soft_delete=spec.soft_delete,
        version=spec.version,
    )


def _kept(spec: EntitySpec) -> list[str]:
    return [name for name, field in spec.fields.items() if not field.many]


def _key_kind(spec: EntitySpec) -> KeyKind:
    if isinstance(spec.key, list) and len(spec.key) > 1:
        return "composite"
    return "natural" if spec.key is not None else spec.id or "uuid7"


def _generated_key(spec: EntitySpec, at: str) -> Field:
    return Field(
        "id",
        TypeRef("scalar", id_scalar(spec)),
        at,
        column="id",
        read_only=True,
        description="The key.",
    )


def _marks(spec: EntitySpec, at: str) -> tuple[Field, ...]:
    """Give the columns that the entity's switches ask for."""

    def mark(
        name: str,
        scalar: str,
        description: str,
        nullable: bool = False,
        sensitive: bool = False,
    ) -> Field:
        return Field(
            name,
            TypeRef("scalar", scalar),
            at,
            nullable=nullable,
            column=name,
            read_only=True,
            sensitive=sensitive,
            description=description,
        )

    marks: list[Field] = []
    if spec.timestamps:
        marks.append(mark("created_at", "datetime", "When the row was made."))
        marks.append(mark("updated_at", "datetime", "When the row was last changed."))
    if spec.version:
        marks.append(
            mark(
                "version",
                "int",
                "How often the row was changed.",
            )
        )
    if spec.soft_delete:
        marks.append(
            mark("deleted_at", "datetime", "When the row was deleted.", True, True)
        )
    return tuple(marks)


def _relations(names: Names, name: str, spec: EntitySpec) -> Iterator[Relation]:
    for field_name, field in spec.fields.items():
        at = pointer("entities", name, "fields", field_name)
        if field.many:
            yield _many_to_many(names, name, field_name, field, at)
        elif field.type_name in names.spec.entities:
            column = reference_name(names, field_name, field)
            yield Relation(
                field_name,
                field.type_name,
                "one",
                at,
                column,
                field.back,
                nullable=field.nullable,
            )
    yield from _backward(names, name)


def _backward(names: Names, name: str) -> Iterator[Relation]:
    """Give the relations that other entities' `back` declares here."""
    for other, field_name in names.pointing_at(name):
        field = names.spec.entities[other].fields[field_name]
        at = pointer("entities", other, "fields", field_name)
        back = field.back or ""
        if field.many:
            link = _link_table(names, other, field_name, field).turned()
            yield Relation(
                back, other, "link", at, back=field_name, link=link, is_back=True
            )
        else:
            column = reference_name(names, field_name, field)
            yield Relation(back, other, "many", at, column, field_name, is_back=True)


def _many_to_many(
    names: Names, name: str, field_name: str, field: FieldSpec, at: str
) -> Relation:
    link = _link_table(names, name, field_name, field)
    return Relation(
        field_name, field.many or "", "link", at, back=field.back, link=link
    )


def _link_table(
    names: Names, name: str, field_name: str, field: FieldSpec
) -> LinkTable:
    target = field.many or ""
    if field.through:
        return _link_through(names, (name, target), field.through)
    key = names.key_names(names.spec.entities[target])[0]
    left = f"{snake_case(name)}_{names.key_names(names.spec.entities[name])[0]}"
    right = f"{field_name if target == name else snake_case(target)}_{key}"
    return LinkTable(
        class_name=f"{name}{pascal_case(field_name)}Link",
        table=f"{names.table(name)}_{field_name}",
        left=left,
        right=f"other_{right}" if left == right else right,
    )


def _link_through(names: Names, ends: tuple[str, str], through: str) -> LinkTable:
    """Link by an entity's own references; of two to one end, the first leads back."""
    fields = names.spec.entities[through].fields
    left = next(n for n, f in fields.items() if f.type_name == ends[0] and not f.many)
    right = next(
        n
        for n, f in fields.items()
        if f.type_name == ends[1] and not f.many and n != left
    )
    return LinkTable(
        class_name=through,
        table=names.table(through),
        left=reference_name(names, left, fields[left]),
        right=reference_name(names, right, fields[right]),
        through=through,
        held=fields[left].constraint and fields[right].constraint,
    )


def _links(names: Names, name: str, spec: EntitySpec) -> Iterator[Field]:
    """Give what a caller may say of many-to-many relations; those through an entity are its own rows."""
    for field_name, field in spec.fields.items():
        if field.many and field.through is None and not field.read_only:
            yield Field(
                field_name,
                TypeRef("list", item=key_type(names, field.many)),
                pointer("entities", name, "fields", field_name),
                required=False,
                has_default=True,
                default=[],
                description=field.description or "",
                target=field.many,
            )


def _indexes(
    names: Names, name: str, spec: EntitySpec, columns: dict[str, Field]
) -> Iterator[Index]:
    for unique, groups in ((False, spec.indexes), (True, spec.unique)):
        for position, group in enumerate(groups):
            parts = tuple(
                columns[part].name if part in columns else part for part in group
            )
            prefix = "uq" if unique else "ix"
            label = "_".join((prefix, names.table(name), *parts))
            section = "unique" if unique else "indexes"
            yield Index(
                label, parts, unique, pointer("entities", name, section, position)
            )


def _checks(spec: EntitySpec, columns: dict[str, Field], at: str) -> Iterator[Check]:
    for name, check in spec.checks.items():
        is_column = isinstance(check.other, str)
        other = (
            columns[check.other].name if isinstance(check.other, str) else check.other
        )
        yield Check(
            name,
            columns[check.field].name,
            check.op,
            other,
            is_column,
            f"{at}{pointer('checks', name)}",
        )
