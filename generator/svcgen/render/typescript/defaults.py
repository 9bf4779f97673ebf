"""The values that the service takes for fields that are left out."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.graph.types import Field, Json, ObjectType, TypeRef
from svcgen.naming import Code, TsLit, TsProperty, screaming_case
from svcgen.render.typescript.interfaces import doc
from svcgen.render.typescript.names import is_exposed, operation_of
from svcgen.render.typescript.types import AS_TEXT, NULL, TypeWriter
from svcgen.render.typescript.views import DefaultsView

NUMBERS = frozenset(("int", "float"))
TEXTS = frozenset(
    ("string", "text", "uuid", "date", "time", "datetime", "email", "url", "slug")
)


def write_defaults(types: TypeWriter) -> Iterator[DefaultsView]:
    """Write the defaults of every entity that can be made and of every command's input."""
    for entity in types.graph.entities:
        if operation_of(types.graph, entity, "create") or operation_of(
            types.graph, entity, "replace"
        ):
            of = ObjectType(f"{entity.name}Create", entity.created, entity.pointer)
            yield from _defaults(types, f"{entity.name}Defaults", of)
    for command in types.graph.commands:
        if command.input is not None and is_exposed(types.graph, command):
            yield from _defaults(types, f"{command.class_name}Defaults", command.input)


def _defaults(types: TypeWriter, name: str, of: ObjectType) -> Iterator[DefaultsView]:
    found = [
        (field, literal)
        for field in of.fields
        if (literal := _literal(types, field)) is not None
    ]
    if not found:
        return
    keys = Code.joined(" | ", (TsLit(field.name) for field, _ in found))
    type_ = Code("Required<Pick<{}, {}>>", types.own(of.name), keys)
    values = tuple((TsProperty(field.name), literal) for field, literal in found)
    text = "What the service takes for a field that is left out."
    yield DefaultsView(doc(text), types.own(name), type_, values, of.pointer)


def _literal(types: TypeWriter, field: Field) -> Code | None:
    """Write a default; None for one that has no literal of its type here."""
    if not field.has_default or types.key(field) is not None:
        return None
    if field.default is None:
        return NULL if field.nullable else None
    return _value(types, field.type, field.default)


def _value(types: TypeWriter, type_: TypeRef, value: Json) -> Code | None:
    if type_.kind == "list" and type_.item is not None and isinstance(value, list):
        items = [_value(types, type_.item, each) for each in value]
        written = [item for item in items if item is not None]
        return (
            Code("[{}]", Code.joined(", ", written))
            if len(written) == len(items)
            else None
        )
    if type_.kind == "enum":
        return _member(types, type_.name, value)
    if type_.kind != "scalar":
        return None
    allowed = type_.constraints.enum if type_.constraints else ()
    return _scalar(type_.name, value) if not allowed or value in allowed else None


def _member(types: TypeWriter, name: str, value: Json) -> Code | None:
    """Write the wire value of a member that the spec names by its name or by its value."""
    enum = next(each for each in types.graph.enums if each.name == name)
    for member in enum.members:
        if value == member.value or screaming_case(str(value)) == member.name:
            return TsLit(member.value)
    return None


def _scalar(name: str, value: Json) -> Code | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if name in AS_TEXT:
        return TsLit(str(value)) if is_number or isinstance(value, str) else None
    if name in TEXTS:
        return TsLit(value) if isinstance(value, str) else None
    if name in NUMBERS:
        return TsLit(value) if is_number else None
    if name == "bool":
        return TsLit(value) if isinstance(value, bool) else None
    return TsLit(value) if name == "json" else None
