"""What handlers, schedules and sockets give to their commands: every input, and values that fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from svcgen.diagnostics import Diagnostic, Span, closest
from svcgen.diagnostics.catalogue.commands import TARGET_OPERATION
from svcgen.diagnostics.catalogue.messages import BAD_ARGUMENT, MISSING_INPUT
from svcgen.diagnostics.catalogue.references import UNKNOWN_COMMAND, UNKNOWN_FIELD
from svcgen.spec.fields import FieldSpec
from svcgen.validate.constraints import value_fault
from svcgen.validate.world import Command, Kind, Path, World, is_optional

WIDER: Mapping[str, frozenset[str]] = {
    "string": frozenset(("text", "email", "url", "slug")),
    "text": frozenset(("string", "email", "url", "slug")),
    "bigint": frozenset(("int",)),
    "float": frozenset(("int", "bigint")),
    "int": frozenset(("bigint",)),
}
"""What a field also takes beside its own kind."""


class Given(NamedTuple):
    """What a trigger gives: the mapping it wrote, where, and the fields that come by themselves."""

    at: Path
    key: str
    written: Mapping[str, JsonValue]
    fields: Mapping[str, FieldSpec]


def find_command(world: World, name: str, path: Path) -> Iterator[Diagnostic]:
    """Point at a name that is no command, unless it was written with a fault of form."""
    if name not in world.commands and not world.is_written("commands", name):
        hint = closest(name, tuple(world.commands))
        yield UNKNOWN_COMMAND.at(world.at(*path), name=name, where="", hint=hint)


def check_handler_input(world: World) -> Iterator[Diagnostic]:
    """Find handlers that do not give their command what it takes."""
    for name, handler in world.spec.handlers.items():
        at = ("handlers", name)
        target = handler.command or name
        if target not in world.commands:
            yield from _missing(world, handler.command, name, at)
            continue
        message = world.spec.messages.get(handler.message.name or "")
        fields: dict[str, FieldSpec] = {}
        for written, field in message.fields.items() if message else ():
            fields[world.wire_name(written, field)] = field
        any_message = handler.message.topic is not None and not handler.map
        if any_message:
            # the input is read from whatever message comes, and checked when it does
            fields = {
                wire: spec
                for wire, (_, spec) in world.inputs(world.commands[target]).items()
            }
        if message is not None or handler.message.topic is not None:
            given = Given(at, "map", handler.map, fields)
            yield from _check(world, world.commands[target], given, "handler")


def _missing(
    world: World, command: str | None, name: str, at: Path
) -> Iterator[Diagnostic]:
    if command is not None:
        yield from find_command(world, command, (*at, "command"))
    elif not world.is_written("commands", name):
        hint = closest(name, tuple(world.commands)) or "name it by `command`"
        yield UNKNOWN_COMMAND.at(world.key(*at), name=name, where="", hint=hint)


def check_schedule_input(world: World) -> Iterator[Diagnostic]:
    """Find schedules that do not give their command what it takes."""
    for name, schedule in world.spec.schedules.items():
        at = ("schedules", name)
        target = schedule.command or name
        if target not in world.commands:
            yield from _missing(world, schedule.command, name, at)
        else:
            given = Given(at, "input", schedule.input, {})
            yield from _check(world, world.commands[target], given, "schedule")


def check_socket_input(
    world: World, socket: str, command: str, fields: Mapping[str, FieldSpec]
) -> Iterator[Diagnostic]:
    """Find what a socket's frames and path do not give to its command."""
    if command in world.commands:
        given = Given(("sockets", socket), "receives", {}, fields)
        yield from _check(world, world.commands[command], given, "socket")


def _check(
    world: World, command: Command, given: Given, what: str
) -> Iterator[Diagnostic]:
    if command.entity is not None:
        path = (*given.at, "command")
        span = world.at(*path) if world.is_written(*path) else world.key(*given.at)
        yield TARGET_OPERATION.at(
            span, name=command.name, entity=command.entity, what=what
        )
        return
    inputs = world.inputs(command)
    for key in given.written:
        if key not in inputs:
            path = (*given.at, given.key, key)
            where = f" in the input of '{command.name}'"
            hint = closest(key, tuple(inputs))
            yield UNKNOWN_FIELD.at(world.key(*path), name=key, where=where, hint=hint)
    for wire, (_, field) in inputs.items():
        if wire in given.written:
            yield from _written(world, wire, field, given)
        elif wire in given.fields:
            yield from _taken(
                world, wire, field, given.fields[wire], world.key(*given.at)
            )
        elif not is_optional(field):
            span = world.key(*given.at)
            hint = closest(wire, tuple(given.fields)) if given.fields else ""
            yield MISSING_INPUT.at(span, name=wire, command=command.name, hint=hint)


def _written(
    world: World, wire: str, field: FieldSpec, given: Given
) -> Iterator[Diagnostic]:
    value, span = given.written[wire], world.at(*given.at, given.key, wire)
    if isinstance(value, str) and value in given.fields:
        yield from _taken(world, wire, field, given.fields[value], span)
        return
    kind = world.kind_of(field)
    problem = "bytes are no fixed value" if kind == Kind("scalar", "bytes") else None
    problem = problem or value_fault(world, field, kind, value)
    if problem is not None:
        hint = closest(value, tuple(given.fields)) if isinstance(value, str) else ""
        yield BAD_ARGUMENT.at(span, name=wire, reason=problem, hint=hint)


def _taken(
    world: World, wire: str, field: FieldSpec, source: FieldSpec, span: Span
) -> Iterator[Diagnostic]:
    wanted, found = world.kind_of(field), world.kind_of(source)
    if "unknown" in (wanted.form, found.form):
        return
    if not _fits(wanted, found):
        reason = f"what comes in is a {found.text}, and no {wanted.text}"
        yield BAD_ARGUMENT.at(span, name=wire, reason=reason)
    elif source.nullable and not field.nullable:
        reason = "what comes in may be null"
        yield BAD_ARGUMENT.at(span, name=wire, reason=reason)
    elif source.required is False and not source.has_default and not field.nullable:
        reason = "what comes in may be absent"
        yield BAD_ARGUMENT.at(span, name=wire, reason=reason)


def _fits(wanted: Kind, found: Kind) -> bool:
    if wanted.name == "json" or wanted == found:
        return wanted.form != "object"
    if wanted.item is not None and found.item is not None and wanted.form == found.form:
        return _fits(wanted.item, found.item)
    return wanted.form == found.form == "scalar" and found.name in WIDER.get(
        wanted.name, ()
    )
