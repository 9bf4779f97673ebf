"""The schemas of a noun: what its commands take and give, and what an entity looks like outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from svcgen.graph.commands import Command, CommandKind, Listing
from svcgen.graph.entities import Entity
from svcgen.graph.service import Noun
from svcgen.graph.types import Field, ObjectType, TypeRef
from svcgen.layout.expressions import Group, Text
from svcgen.naming import ClassName, Code, FieldName, PyLit
from svcgen.render.python.context import Context
from svcgen.render.python.module import (
    ClassesView,
    ClassView,
    Module,
    doc,
    field_names,
    one,
    sentence,
)
from svcgen.render.python.types import annotation, literal

INDENT = 4
QUERY_BASES = {"keyset": "KeysetQuery", "offset": "OffsetQuery"}


def build_schemas(context: Context, noun: Noun) -> ClassesView:
    """Show every schema of a noun."""
    module = Module(context, fields=_names_of(noun))
    classes: list[ClassView] = []
    if noun.entity is not None:
        classes.extend(_entity_classes(module, noun.entity, noun.commands))
    for command in noun.commands:
        classes.extend(_input_classes(module, command))
        if not command.has_details:
            classes.extend(_result_classes(module, command))
    text = f"What goes in and comes out: {noun.name.replace('_', ' ')}."
    return _view(module, f"contract.schemas.{noun.name}", text, classes)


def build_details(context: Context, noun: Noun) -> ClassesView:
    """Show what holds entities as they look outside: with what they refer to, or beside other fields.

    No schema of an entity imports these, so two entities may include each other.
    """
    module = Module(context, fields=_names_of(noun))
    classes: list[ClassView] = []
    for command in noun.commands:
        if command.include and noun.entity is not None:
            classes.append(_detail_class(module, noun.entity, command))
        elif command.has_details:
            classes.extend(_result_classes(module, command))
    text = f"What comes out with what it refers to: {noun.name.replace('_', ' ')}."
    return _view(module, f"contract.details.{noun.name}", text, classes)


def _view(
    module: Module, place: str, text: str, classes: list[ClassView]
) -> ClassesView:
    """Make the module at a place; what stands in it is not imported."""
    own = f"{module.package}.{place}"
    module.names -= {pair for pair in module.names if pair[0] == own}
    return ClassesView(module, doc(text, ""), tuple(classes))


@dataclass(frozen=True, slots=True)
class Head:
    """How a schema class begins: its name, its base, what it is, and the spec node it came from."""

    name: str
    base: str
    text: str
    pointer: str


def _names_of(noun: Noun) -> frozenset[str]:
    """Give the names of every field that a schema of the noun has."""
    entity = noun.entity
    bodies = [each for c in noun.commands for each in (c.input, c.result) if each]
    inner = [each for body in bodies for each in body.embedded]
    inner += entity.embedded if entity else ()
    return field_names(
        (*entity.columns, *entity.links, *entity.computed) if entity else (),
        *(body.fields for body in (*bodies, *inner)),
    )


def _entity_classes(
    module: Module, entity: Entity, commands: tuple[Command, ...]
) -> Iterator[ClassView]:
    """Show what is given to add and change a row, and what is given out of it."""
    kinds = {c.kind: c for c in commands if c.entity == entity.name}
    noun, at, name = entity.snake, entity.pointer, entity.name
    yield from (object_class(module, inner) for inner in entity.embedded)
    created = tuple(input_line(module, field) for field in entity.created)
    module.mark_fields(f"{name}Create", entity.created)
    text = f"What is given to add {one(noun)}."
    yield _schema(module, Head(f"{name}Create", "Schema", text, at), created)
    if "update" in kinds:
        changed = tuple(_patch_line(module, field) for field in entity.changed)
        module.mark_fields(f"{name}Update", entity.changed)
        text = f"What is given to change {one(noun)}; what is absent stays as it is."
        yield _schema(module, Head(f"{name}Update", "Patch", text, at), changed)
    read = tuple(output_line(module, field) for field in entity.read)
    module.mark_fields(f"{name}Read", entity.read)
    text = sentence(entity.description, f"{one(noun).capitalize()}.")
    yield _schema(module, Head(f"{name}Read", "Schema", text, at), read)
    listing = kinds.get("list")
    if listing is not None and listing.listing is not None:
        yield _query_class(module, entity, listing.listing, listing.pointer)
    yield from _package_classes(module, entity, kinds)


def _package_classes(
    module: Module, entity: Entity, kinds: Mapping[CommandKind, Command]
) -> Iterator[ClassView]:
    """Show what packages take: the key, and flat beside it what is changed."""
    packaged = {
        kind
        for kind, command in kinds.items()
        if command.name in module.context.packages
    }
    key = tuple(output_line(module, field) for field in entity.key)
    noun, name, at = entity.snake.replace("_", " "), entity.name, entity.pointer
    text = f"What tells one {noun} from another."
    rows = (
        ({"get", "delete"}, Head(f"{name}Key", "Schema", text, at)),
        (
            {"update"},
            Head(
                f"{name}Change",
                f"{name}Update",
                f"Which {noun} to change, and what of it.",
                at,
            ),
        ),
        (
            {"replace"},
            Head(
                f"{name}Replacement",
                f"{name}Create",
                f"Which {noun} to replace, and by what.",
                at,
            ),
        ),
    )
    for wanted, head in rows:
        if packaged & wanted:
            module.mark_fields(head.name, entity.key)
            yield _schema(module, head, key)


def detail_name(command: Command) -> str:
    """Give the class that a command with included relations gives back."""
    return f"{command.class_name}Output"


def _detail_class(module: Module, entity: Entity, command: Command) -> ClassView:
    relations = {relation.name: relation for relation in entity.relations}
    lines = []
    for name in command.include:
        relation = relations[name]
        module.mark(f"{detail_name(command)}.{FieldName(name)}", relation.pointer)
        target = module.schema(f"{relation.target}Read")
        column = next(
            (field for field in entity.columns if field.name == relation.column), None
        )
        dangles = (
            column is not None
            and column.reference is not None
            and not column.reference.constraint
        )
        written = target if relation.kind == "one" else f"list[{target}]"
        if relation.kind == "one" and (relation.nullable or dangles):
            written = f"{target} | None"
        lines.append(module.layout.annotated(FieldName(name), written, None, INDENT))
    text = f"{one(entity.snake).capitalize()} with what it refers to."
    base = module.schema(f"{entity.name}Read")
    head = Head(detail_name(command), base, text, command.pointer)
    return _schema(module, head, tuple(lines))


def _query_class(
    module: Module, entity: Entity, listing: Listing, pointer: str
) -> ClassView:
    layout = module.layout
    lines: list[Code] = []
    name = f"{entity.name}Query"
    if listing.sort:
        module.mark(f"{name}.sort", f"{pointer}/sort")
        rule = layout.call(module.use("SortBy"), [PyLit(name) for name in listing.sort])
        lines.append(
            layout.annotated(
                "sort",
                layout.subscript(module.use("Annotated"), ["str", rule]),
                '""',
                INDENT,
            )
        )
    for each in listing.filters:
        module.mark(f"{name}.{each.name}", f"{pointer}/filters/{each.name}")
        type_ = {
            "in": TypeRef("list", item=each.field.type),
            "null": TypeRef("scalar", "bool"),
        }.get(each.operator, bare(each.field.type))
        written = _either([annotation(module, type_), module.use("Unset")])
        lines.append(layout.annotated(each.name, written, module.use("UNSET"), INDENT))
    text = f"Which {entity.plural.replace('_', ' ')} to list, and in which order."
    base = module.use(QUERY_BASES[listing.pages])
    head = Head(name, base, text, pointer)
    return _schema(module, head, tuple(lines))


def bare(type_: TypeRef) -> TypeRef:
    """Give a type without what its values must satisfy."""
    return TypeRef(type_.kind, type_.name, type_.item)


def _flat(text: Text) -> str:
    return text if isinstance(text, str) else text.flat


def _input_classes(module: Module, command: Command) -> Iterator[ClassView]:
    """Show what a command takes, with the objects embedded in it."""
    body = command.input
    if body is None:
        return
    yield from (object_class(module, inner) for inner in body.embedded)
    fields = tuple(input_line(module, field) for field in body.fields)
    if command.output.kind == "page":
        fields = (*fields, *_page_lines(module))
    text = f"What {command.name} takes."
    module.mark_fields(body.name, body.fields)
    yield _schema(module, Head(body.name, "Schema", text, body.pointer), fields)


def _result_classes(module: Module, command: Command) -> Iterator[ClassView]:
    """Show what a command gives back, with the objects embedded in it."""
    body = command.result
    if body is None:
        return
    yield from (object_class(module, inner) for inner in body.embedded)
    fields = tuple(output_line(module, field) for field in body.fields)
    text = f"What {command.name} gives back."
    module.mark_fields(body.name, body.fields)
    yield _schema(module, Head(body.name, "Schema", text, body.pointer), fields)


def _page_lines(module: Module) -> tuple[Code, ...]:
    """Show what tells which page of a list is wanted."""
    layout = module.layout
    field = layout.call(
        module.use("Field"), [layout.named("ge", "1"), layout.named("le", "100")]
    )
    limit = layout.subscript(module.use("Annotated"), ["int", field])
    return (
        layout.annotated("limit", limit, "20", INDENT),
        layout.annotated("cursor", "str", '""', INDENT),
    )


def object_class(module: Module, body: ObjectType) -> ClassView:
    """Show an embedded object."""
    fields = tuple(input_line(module, field) for field in body.fields)
    module.mark_fields(body.name, body.fields)
    text = sentence(body.description, "A part of another object.")
    return _schema(module, Head(body.name, "Schema", text, body.pointer), fields)


def _schema(module: Module, head: Head, body: tuple[Code, ...]) -> ClassView:
    module.mark(head.name, head.pointer)
    parent = module.use(head.base) if head.base in ("Schema", "Patch") else head.base
    start = module.layout.class_header(ClassName(head.name), [parent])
    return ClassView(start, doc(head.text, "", INDENT), body)


def _words(module: Module, field: Field) -> list[Text]:
    layout = module.layout
    words: list[Text] = []
    if field.description:
        words.append(layout.named("description", PyLit(field.description)))
    if field.examples:
        words.append(
            layout.named(
                "examples", layout.list_of([PyLit(each) for each in field.examples])
            )
        )
    return words


def input_line(module: Module, field: Field) -> Code:
    """Show a field that is taken in: required, or with its default."""
    written = _nullable(field, annotation(module, field.type, _words(module, field)))
    default: Text | None = None
    if field.has_default:
        default = literal(module, field.type, field.default)
    elif not field.required:
        default = "None"
    return module.layout.annotated(FieldName(field.name), written, default, INDENT)


def output_line(module: Module, field: Field) -> Code:
    """Show a field that is given out: it is always there."""
    words = _words(module, field)
    if field.computed:
        written = _computed(module, field, words)
    else:
        written = _nullable(field, annotation(module, bare(field.type), words))
    return module.layout.annotated(FieldName(field.name), written, None, INDENT)


def _computed(module: Module, field: Field, words: list[Text]) -> Text:
    """Mark the type of a field that rows work out; the mark stands outside of what may be null."""
    layout = module.layout
    marks: list[Text] = [module.use("COMPUTED")]
    if words:
        marks.append(layout.call(module.use("Field"), words))
    written = _nullable(field, annotation(module, bare(field.type)))
    return layout.subscript(module.use("Annotated"), [written, *marks])


def _patch_line(module: Module, field: Field) -> Code:
    written = annotation(module, field.type, _words(module, field))
    operands: list[Text] = [written, module.use("Unset")]
    if field.nullable:
        operands.append("None")
    return module.layout.annotated(
        FieldName(field.name), _either(operands), module.use("UNSET"), INDENT
    )


def _nullable(field: Field, written: Text) -> Text:
    optional = field.nullable or (not field.required and not field.has_default)
    return _either([written, "None"]) if optional else written


def _either(operands: Iterable[Text]) -> Text:
    """Write a union; an operand that is too long for its line is broken inside its brackets."""
    first, *rest = operands
    suffix = "".join(f" | {_flat(part)}" for part in rest)
    if isinstance(first, Group):
        return first.with_suffix(first.suffix + suffix)
    return f"{first}{suffix}"
