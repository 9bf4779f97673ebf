"""How a type of the graph is written in Python on the wire, with what it must satisfy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcgen.graph.types import Constraints, Field, TypeRef
from svcgen.layout.expressions import Expression, Text
from svcgen.naming import EnumMember, PyLit, pascal_case, screaming_case
from svcgen.render.python.module import Module

WIRE: Mapping[str, str] = {
    "string": "str",
    "text": "str",
    "int": "int",
    "bigint": "Bigint",
    "float": "float",
    "decimal": "Decimal",
    "bool": "bool",
    "uuid": "UUID",
    "date": "date",
    "time": "time",
    "datetime": "UtcDatetime",
    "unix_timestamp": "UnixTimestamp",
    "duration": "Duration",
    "json": "JsonValue",
    "bytes": "Base64",
    "email": "Email",
    "url": "Url",
    "slug": "Slug",
    "file": "UploadFile",
}
PLAIN: Mapping[str, str] = {
    "bigint": "int",
    "datetime": "datetime",
    "unix_timestamp": "datetime",
    "duration": "timedelta",
    "bytes": "bytes",
    "email": "str",
    "url": "str",
    "slug": "str",
}
"""What a value is in Python where no wire is near: in tables and parameters of methods."""
BUILTIN = frozenset(("str", "int", "float", "bool", "bytes"))
KEYWORDS: Mapping[str, str] = {"digits": "max_digits", "places": "decimal_places"}
WORDS = (
    "min_length", "max_length", "pattern", "ge", "gt", "le", "lt", "multiple_of", "digits", "places",
)  # fmt: skip


def scalar_name(module: Module, name: str, plain: bool = False) -> str:
    """Import and give the class of a scalar: on the wire, or `plain`."""
    written = PLAIN.get(name, WIRE[name]) if plain else WIRE[name]
    return written if written in BUILTIN else module.use(written)


def type_name(module: Module, type_: TypeRef, plain: bool = False) -> str:
    """Import and give the class that a scalar, enum, object or entity is."""
    if type_.kind == "enum":
        return module.own("contract.enums", type_.name)
    if type_.kind == "entity":
        return module.schema(f"{type_.name}Read")
    if type_.kind == "object":
        return module.schema(type_.name)
    if type_.item is not None and type_.kind == "list":
        return f"list[{type_name(module, type_.item, plain)}]"
    if type_.item is not None and type_.kind == "map":
        return f"dict[str, {type_name(module, type_.item, plain)}]"
    return scalar_name(module, type_.name, plain)


def annotation(module: Module, type_: TypeRef, extra: Sequence[Text] = ()) -> Text:
    """Give the annotation of a value on the wire, with what it must satisfy."""
    layout = module.layout
    words = [*constraint_words(module, type_.constraints), *extra]
    name: Text = type_name(module, type_) if type_.item is None else ""
    if type_.item is not None:
        inner = annotation(module, type_.item)
        parts: tuple[str, list[Text]] = ("list", [inner])
        name = layout.subscript(
            *(parts if type_.kind == "list" else ("dict", ["str", inner]))
        )
    if type_.constraints is not None and type_.constraints.enum:
        values = [PyLit(value) for value in type_.constraints.enum]
        name = layout.subscript(module.use("Literal"), values)
    rule = type_.constraints
    if rule is not None and type_.name == "file" and (rule.max_size or rule.accept):
        held = layout.call(module.use("FileRule"), _file_words(module, rule))
        return layout.subscript(module.use("Annotated"), [name, held])
    if not words:
        return name
    field = layout.call(module.use("Field"), words)
    return layout.subscript(module.use("Annotated"), [name, field])


def _file_words(module: Module, rule: Constraints) -> list[Text]:
    """Give what a file that comes in is held to."""
    layout = module.layout
    words: list[Text] = []
    if rule.max_size:
        words.append(layout.named("max_bytes", PyLit(rule.max_size)))
    if rule.accept:
        taken = layout.tuple_of([PyLit(each) for each in rule.accept])
        words.append(layout.named("accept", taken))
    return words


def constraint_words(
    module: Module, constraints: Constraints | None
) -> list[Expression]:
    """Give the keywords of pydantic's Field that hold a value to `constraints`."""
    if constraints is None:
        return []
    words: list[Expression] = []
    for word in WORDS:
        value = getattr(constraints, word)
        if value is not None:
            words.append(module.layout.named(KEYWORDS.get(word, word), PyLit(value)))
    return words


def nullable(annotated: Text, field: Field) -> Text:
    """Add `| None` to an annotation where the field may be null."""
    return f"{annotated} | None" if field.nullable else annotated


def literal(module: Module, type_: TypeRef, value: object) -> Text:
    """Give a value of a type as an expression that mypy takes for that type."""
    if value is None:
        return "None"
    if type_.kind == "enum":
        return f"{type_name(module, type_)}.{_member(module, type_.name, value)}"
    if type_.kind == "list" and type_.item is not None and isinstance(value, list):
        item = type_.item
        return module.layout.list_of([literal(module, item, each) for each in value])
    if type_.kind == "map" and type_.item is not None and isinstance(value, dict):
        item = type_.item
        return module.layout.dict_of(
            [(PyLit(key), literal(module, item, each)) for key, each in value.items()]
        )
    if type_.kind == "scalar":
        return _scalar_literal(module, type_.name, value)
    return PyLit(value)


def _member(module: Module, enum: str, value: object) -> EnumMember:
    """Give the member of an enum that is written by its name or by its value."""
    found = next(each for each in module.context.graph.enums if each.name == enum)
    for member in found.members:
        if value in (member.value, member.name):
            return EnumMember(member.name)
    return EnumMember(screaming_case(str(value)))


def _scalar_literal(module: Module, scalar: str, value: object) -> Text:
    layout = module.layout
    if scalar == "decimal":
        return layout.call(module.use("Decimal"), [PyLit(str(value))])
    if scalar == "uuid":
        return layout.call(module.use("UUID"), [PyLit(str(value))])
    if scalar in ("date", "time"):
        return layout.call(f"{module.use(scalar)}.fromisoformat", [PyLit(str(value))])
    if scalar in ("datetime", "unix_timestamp"):
        return layout.call(
            f"{module.use('datetime')}.fromisoformat", [PyLit(str(value))]
        )
    if scalar == "duration":
        return layout.call(
            module.use("timedelta"), [layout.named("seconds", PyLit(value))]
        )
    if scalar == "float" and isinstance(value, int):
        return PyLit(float(value))
    return PyLit(value)


def class_name(*words: str) -> str:
    """Give the class name made of the words of several names."""
    return "".join(pascal_case(word) for word in words)
