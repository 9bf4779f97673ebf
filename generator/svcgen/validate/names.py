"""Names: each is legal where it stands, and none hides what the emitted code needs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache

from svcgen.diagnostics import Diagnostic
from svcgen.diagnostics.catalogue.clashes import NAME_CLASH
from svcgen.diagnostics.catalogue.names import RESERVED_NAME
from svcgen.diagnostics.catalogue.service import BAD_SERVICE_NAME
from svcgen.naming import (
    BadName,
    ClassName,
    CommandName,
    ConstName,
    EnumMember,
    FieldName,
    Ident,
    Name,
    TableName,
    TopicName,
    WireName,
    check_name,
    pascal_case,
    screaming_case,
    snake_case,
)
from svcgen.spec.messaging import HandlerSpec, MessageSpec, ScheduleSpec
from svcgen.validate.collisions import Table
from svcgen.validate.field_sets import all_places
from svcgen.validate.taken import FUNCTION_WORDS, LIBRARIES, MODEL_CLASSES, PARAMETERS
from svcgen.validate.world import Path, World

SECTIONS: Mapping[str, type[Name]] = {
    "roles": WireName,
    "enums": ClassName,
    "entities": ClassName,
    "messages": ClassName,
    "commands": CommandName,
    "handlers": CommandName,
    "schedules": CommandName,
    "packages": ConstName,
    "pushes": ConstName,
    "rooms": WireName,
    "sockets": CommandName,
    "providers": CommandName,
    "databases": Ident,
    "clients": Ident,
}
FUNCTIONS = ("commands", "handlers", "schedules", "sockets")
LONGEST_TOPIC = 100
LONGEST_DERIVED = 80
TAKEN_CLASSES = frozenset(name.lower() for name in ClassName.taken)
ROW_WORDS = FUNCTION_WORDS | {"data", "changes"}


def fault_at(
    world: World, kind: type[Name], text: str, path: Path
) -> Iterator[Diagnostic]:
    """Hold a name at a key to its kind."""
    fault = _fault(kind, text)
    if fault is not None:
        yield fault.at(world.key(*path))


@lru_cache(maxsize=8192)
def _fault(kind: type[Name], text: str) -> BadName | None:
    """Remember what was said of a name: fields of many entities are called alike."""
    return check_name(kind, text)


def check_section_names(world: World) -> Iterator[Diagnostic]:
    """Find names of sections that are not legal."""
    for section, kind in SECTIONS.items():
        for name in getattr(world.spec, section):
            yield from fault_at(world, kind, name, (section, name))
    for section in FUNCTIONS:
        for name in getattr(world.spec, section):
            if name in FUNCTION_WORDS:
                reason = "the emitted modules of handlers use the name"
                yield RESERVED_NAME.at(
                    world.key(section, name), name=name, reason=reason
                )


def check_derived_names(world: World) -> Iterator[Diagnostic]:
    """Find names that are legal, but lead to a module or class that is not."""
    spec = world.spec
    for name in spec.entities:
        at = ("entities", name)
        snake = snake_case(name)
        yield from _derived(world, CommandName, snake, at)
        if name in MODEL_CLASSES or snake in ROW_WORDS:
            yield _taken(world, name, at)
    for name in spec.messages:
        yield from _derived(world, CommandName, snake_case(name), ("messages", name))
    for name in spec.pushes:
        yield from _derived(world, CommandName, name.lower(), ("pushes", name))
    for command in world.all_commands:
        if command.name.replace("_", "").lower() in TAKEN_CLASSES:
            name = pascal_case(command.name)
            yield from _derived(world, ClassName, name, command.path)
        if command.kind == "implied":
            yield from _derived(world, CommandName, command.name, command.path)
            if command.name in FUNCTION_WORDS:
                yield _taken(world, command.name, command.path)
    yield from _members(world)


def _members(world: World) -> Iterator[Diagnostic]:
    for name in world.spec.rooms:
        yield from _derived(world, ConstName, screaming_case(name), ("rooms", name))
    for enum, members in world.spec.enums.items():
        for name in members.members:
            path = ("enums", enum, "members", name)
            yield from fault_at(world, EnumMember, screaming_case(name), path)


def _derived(
    world: World, kind: type[Name], text: str, path: Path
) -> Iterator[Diagnostic]:
    """Point at a name that leads to a reserved word; how it is written is another rule's."""
    if text in kind.taken:
        fault = kind.fault(text, LONGEST_DERIVED)
        if fault is not None and fault.reserved:
            yield fault.at(world.key(*path))


def _taken(world: World, name: str, path: Path) -> Diagnostic:
    reason = "the emitted code uses the name in the same module"
    return RESERVED_NAME.at(world.key(*path), name=name, reason=reason)


def check_inner_names(world: World) -> Iterator[Diagnostic]:
    """Find names inside of the sections' entries that are not legal."""
    spec = world.spec
    for name, entity in spec.entities.items():
        at = ("entities", name)
        if entity.plural is not None:
            yield from _value(world, CommandName, entity.plural, (*at, "plural"))
        else:
            yield from _derived(world, CommandName, world.plural(name), at)
        if entity.table is not None:
            yield from _value(world, TableName, entity.table, (*at, "table"))
        if entity.path is not None:
            yield from _value(world, WireName, entity.path, (*at, "path"))
        for check in entity.checks:
            yield from fault_at(world, Ident, check, (*at, "checks", check))
    for name, command in spec.commands.items():
        at = ("commands", name)
        if command.group is not None:
            yield from _value(world, CommandName, command.group, (*at, "group"))
            if command.group in FUNCTION_WORDS:
                yield _taken(world, command.group, (*at, "group"))
        for error in command.errors:
            path = (*at, "errors", error)
            yield from fault_at(world, Ident, error, path)
            yield from _derived(world, ClassName, pascal_case(error), path)
    yield from _wire_names(world)


def _wire_names(world: World) -> Iterator[Diagnostic]:
    spec = world.spec
    for name, message in spec.messages.items():
        fault = TopicName.fault(message.topic, LONGEST_TOPIC)
        if fault is not None:
            yield fault.at(world.at("messages", name, "topic"))
        foreign = message.from_
        for key in ("service", "exchange"):
            text = getattr(foreign, key, None)
            if text is not None:
                yield from _value(
                    world, WireName, text, ("messages", name, "from", key)
                )
    kinds: Mapping[str, type[Name]] = {
        "messages": Name,
        "handlers": Ident,
        "schedules": Ident,
    }
    for section, kind in kinds.items():
        yield from _wires(world, section, kind)
    for section in ("handlers", "schedules"):
        for name, trigger in getattr(spec, section).items():
            if trigger.group is not None:
                yield from _value(
                    world, WireName, trigger.group, (section, name, "group")
                )
    for reference, _, path in world.package_refs:
        yield from _value(world, ConstName, reference, (*path, "name"))


def _wires(world: World, section: str, kind: type[Name]) -> Iterator[Diagnostic]:
    """Find names on the wire that are not legal, or that two of a section have."""
    parts: Mapping[str, MessageSpec | HandlerSpec | ScheduleSpec]
    parts = getattr(world.spec, section)
    taken = Table(world, NAME_CLASH, f"on the wire among the {section}")
    for name, part in parts.items():
        path: Path = (section, name)
        if part.wire is not None:
            path = (*path, "wire")
            yield from _value(world, kind, part.wire, path)
        yield from taken.claim(part.wire or name, section[:-1], path)


def _value(
    world: World, kind: type[Name], text: str, path: Path
) -> Iterator[Diagnostic]:
    fault = check_name(kind, text)
    if fault is not None:
        yield fault.at(world.at(*path))


def check_field_names(world: World) -> Iterator[Diagnostic]:
    """Find fields that are not legal names."""
    for place in all_places(world):
        if not place.is_item:
            yield from fault_at(world, FieldName, place.name, place.path)
        column, back = place.spec.column, place.spec.back
        if column is not None:
            yield from _value(world, TableName, column, (*place.path, "column"))
        if back is not None:
            yield from _value(world, FieldName, back, (*place.path, "back"))
    yield from _parameters(world)


def _parameters(world: World) -> Iterator[Diagnostic]:
    """Find keys and inputs that would be a second parameter of one name in the emitted functions."""
    for name in world.spec.entities:
        for part in world.key_names(name):
            if part in PARAMETERS or part == snake_case(name):
                reason = (
                    "the emitted functions have a parameter or variable of this name"
                )
                at = ("entities", name, "fields", part)
                yield RESERVED_NAME.at(world.key(*at), name=part, reason=reason)
    for name, room in world.spec.rooms.items():
        for part in PARAMETERS & set(room.key):
            reason = "the emitted functions have a parameter of this name"
            yield RESERVED_NAME.at(
                world.key("rooms", name, "key", part), name=part, reason=reason
            )
    for name, command in world.spec.commands.items():
        if "wiring" in command.input:
            at = ("commands", name, "input", "wiring")
            yield RESERVED_NAME.at(
                world.key(*at),
                name="wiring",
                reason="the emitted handlers use the name",
            )


def check_service_name(world: World) -> Iterator[Diagnostic]:
    """Find a name of the service that cannot be a package."""
    name, span = world.spec.service.name, world.at("service", "name")
    package = snake_case(name)
    fault = check_name(WireName, name) or check_name(CommandName, package)
    if fault is not None:
        yield fault.at(span)
    elif "." in name:
        yield BAD_SERVICE_NAME.at(
            span, name=name, reason="a dot would make it two packages"
        )
    elif package in sys.stdlib_module_names or package in LIBRARIES:
        reason = f"it would hide the module '{package}' that the service needs"
        yield BAD_SERVICE_NAME.at(
            span, name=name, reason=reason, hint=f"try '{name}-service'"
        )
