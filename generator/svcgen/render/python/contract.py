"""The rest of the contract: enums, roles, errors, packages, rooms, messages and pushes."""

from __future__ import annotations

from dataclasses import dataclass

from svcgen.graph import ServiceGraph
from svcgen.graph.service import Enum
from svcgen.graph.triggers import Package, Push, Room
from svcgen.graph.types import ObjectType
from svcgen.layout.expressions import Text
from svcgen.naming import (
    ClassName,
    Code,
    Comment,
    ConstName,
    EnumMember,
    FieldName,
    PyLit,
)
from svcgen.render.python.access import access_rule
from svcgen.render.python.context import Context
from svcgen.render.python.module import (
    ClassesView,
    ClassView,
    Module,
    View,
    doc,
    field_names,
)
from svcgen.render.python.schemas import input_line, object_class
from svcgen.render.python.types import type_name

INDENT = 4


def build_enums(context: Context, graph: ServiceGraph) -> ClassesView:
    """Show the enums."""
    module = Module(context)
    classes = tuple(_enum_class(module, enum) for enum in graph.enums)
    return ClassesView(module, doc("The enums of the service.", ""), classes)


def _enum_class(module: Module, enum: Enum) -> ClassView:
    name = ClassName(enum.name)
    module.mark(name, enum.pointer)
    base = module.use("StrEnum" if enum.kind == "string" else "IntEnum")
    lines = [
        _member(EnumMember(member.name), member.value, member.description)
        for member in enum.members
    ]
    for member in enum.members:
        module.mark(f"{name}.{EnumMember(member.name)}", member.pointer)
    head = module.layout.class_header(name, [base])
    return ClassView(
        head,
        doc(enum.description, f"One of {len(lines)} values.", INDENT),
        tuple(lines),
    )


def _member(name: Code, value: str | int, description: str) -> Code:
    line = Code("{} = {}", name, PyLit(value))
    return Code("{}  # {}", line, Comment(description)) if description else line


def build_roles(context: Context, graph: ServiceGraph) -> ClassesView:
    """Show the roles."""
    module = Module(context)
    lines = tuple(
        _member(EnumMember(role.member), role.value, role.description)
        for role in graph.roles
    )
    module.mark("Role", "/roles")
    for role in graph.roles:
        module.mark(f"Role.{role.member}", role.pointer)
    head = module.layout.class_header("Role", [module.use("StrEnum")])
    view = ClassView(
        head, doc("What a caller can be, as it stands in tokens.", "", INDENT), lines
    )
    return ClassesView(module, doc("The roles of the service.", ""), (view,))


def build_errors(context: Context, graph: ServiceGraph) -> ClassesView:
    """Show the errors that commands declare."""
    module = Module(context)
    classes = []
    for error in graph.errors:
        name = ClassName(error.class_name)
        module.mark(name, error.pointer)
        lines = (
            module.layout.assign("code", PyLit(error.name), INDENT),
            module.layout.assign("http_status", PyLit(error.http_status), INDENT),
            module.layout.assign("status_code", PyLit(error.status_code), INDENT),
        )
        head = module.layout.class_header(name, [module.use("DeclaredError")])
        text = doc(
            error.description, f"The error {error.name.replace('_', ' ')}.", INDENT
        )
        classes.append(ClassView(head, text, lines))
    return ClassesView(
        module, doc("The errors that commands declare.", ""), tuple(classes)
    )


def build_packages(context: Context, graph: ServiceGraph) -> ClassesView:
    """Show the numbers of packages and pushes."""
    module = Module(context)
    ids: list[Package | Push] = [*graph.packages, *graph.pushes]
    rows = [(one.id, one.name, one.description, one.pointer) for one in ids]
    lines = []
    for number, name, description, pointer in sorted(rows):
        module.mark(f"PkgID.{name}", pointer)
        lines.append(_member(ConstName(name), number, description))
    module.mark("PkgID", "/packages")
    head = module.layout.class_header("PkgID", [module.use("IntEnum")])
    text = (
        "What travels over the WebSocket; a number never changes and is never reused."
    )
    view = ClassView(head, doc(text, "", INDENT), tuple(lines))
    return ClassesView(module, doc("The WebSocket packages, by number.", ""), (view,))


@dataclass(frozen=True, slots=True)
class LinesView(View):
    """A module made of statements."""

    lines: tuple[Code, ...]


def build_rooms(context: Context, graph: ServiceGraph) -> LinesView:
    """Show the rooms."""
    module = Module(context)
    lines = tuple(_room_line(module, room) for room in graph.rooms)
    return LinesView(module, doc("The rooms that sockets join.", ""), lines)


def _room_line(module: Module, room: Room) -> Code:
    layout = module.layout
    module.mark(room.constant, room.pointer)
    args: list[Text] = [PyLit(room.name)]
    if room.key:
        pairs: list[tuple[str, Text]] = [
            (PyLit(field.name), type_name(module, field.type, plain=True))
            for field in room.key
        ]
        args.append(layout.named("key", layout.dict_of(pairs)))
    if room.join.kind != "nobody":
        args.append(
            layout.named(
                "join",
                access_rule(module, room.join, tuple(field.name for field in room.key)),
            )
        )
    return layout.assign(
        ConstName(room.constant), layout.call(module.use("Room"), args)
    )


def build_models_index(context: Context, graph: ServiceGraph) -> LinesView:
    """Show the module that imports every table, so that their metadata is whole."""
    module = Module(context)
    names = [
        module.own(f"contract.models.{entity.snake}", ClassName(entity.name))
        for entity in graph.entities
    ]
    listed = module.layout.list_of(
        [PyLit(name) for name in (*sorted(names), "metadata")]
    )
    lines = (
        module.layout.assign("__all__", listed),
        Code(""),
        module.layout.assign("metadata", f"{module.use('SQLModel')}.metadata"),
    )
    return LinesView(module, doc("Every table of the service.", ""), lines)


def build_push(context: Context, push: Push) -> ClassesView:
    """Show a push."""
    module = Module(context, fields=body_names(push.body))
    layout = module.layout
    number = f"{module.own('contract.packages', 'PkgID')}.{ConstName(push.name)}"
    bases: list[Text] = [module.use("Push"), layout.named("pkg_id", number)]
    if push.room is not None:
        room = next(room for room in context.graph.rooms if room.name == push.room)
        bases.append(layout.named("room", PyLit(room.name)))
        keys = [PyLit(FieldName(field.name)) for field in room.key]
        if keys:
            bases.append(layout.named("key", layout.tuple_of(keys)))
    classes = body_classes(module, push.body, push.class_name, bases, push.pointer)
    return ClassesView(module, doc(push.description, f"The push {push.name}."), classes)


def body_names(body: ObjectType) -> frozenset[str]:
    """Give the names of the fields of a body and of what is embedded in it."""
    return field_names(body.fields, *(inner.fields for inner in body.embedded))


def body_classes(
    module: Module, body: ObjectType, name: str, bases: list[Text], pointer: str
) -> tuple[ClassView, ...]:
    """Show the class of a message or a push, after the objects embedded in it."""
    module.mark(name, pointer)
    module.mark_fields(name, body.fields)
    module.local.update(each.name for each in body.embedded)
    inner = [object_class(module, each) for each in body.embedded]
    lines = tuple(input_line(module, field) for field in body.fields)
    head = module.layout.class_header(ClassName(name), bases)
    return (
        *inner,
        ClassView(head, doc(body.description, f"What {name} carries.", INDENT), lines),
    )
