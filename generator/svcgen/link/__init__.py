"""Link: from a valid spec to the graph. It cannot fail: what could go wrong was found before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from svcgen.graph.commands import Command
from svcgen.graph.entities import Entity
from svcgen.graph.service import Index, Noun, ServiceGraph
from svcgen.graph.triggers import Package
from svcgen.link.commands import link_command, link_operations
from svcgen.link.entities import link_entity
from svcgen.link.names import Names, pointer
from svcgen.link.service import (
    link_databases,
    link_enum,
    link_errors,
    link_info,
    link_interceptors,
    link_provider,
    link_roles,
)
from svcgen.link.triggers import (
    link_handler,
    link_message,
    link_packages,
    link_push,
    link_room,
    link_schedule,
    link_sockets,
    package_refs,
)
from svcgen.spec import ServiceSpec
from svcgen.spec.commands import CommandSpec

__all__ = ["link_service"]

S = TypeVar("S")
N = TypeVar("N")


def link_service(
    spec: ServiceSpec, recorded_errors: Mapping[str, int] | None = None
) -> ServiceGraph:
    """Give what `spec` means; `recorded_errors` are status codes given out before, by error."""
    names = Names(spec)
    entities = _by_name(spec.entities, partial(link_entity, names))
    commands = {command.name: command for command in _commands(names, entities)}
    messages = _by_name(spec.messages, partial(link_message, names))
    rooms = _by_name(spec.rooms, partial(link_room, names))
    handlers = _by_name(
        spec.handlers,
        lambda name, each: link_handler(
            name, each, commands[each.command or name], messages
        ),
    )
    schedules = _by_name(
        spec.schedules,
        lambda name, each: link_schedule(name, each, commands[each.command or name]),
    )
    packages = tuple(link_packages(names, commands))
    return ServiceGraph(
        service=link_info(names),
        roles=tuple(link_roles(names)),
        enums=tuple(_by_name(spec.enums, link_enum).values()),
        entities=tuple(entities.values()),
        commands=tuple(commands.values()),
        errors=tuple(link_errors(names, recorded_errors or {})),
        messages=tuple(messages.values()),
        handlers=tuple(handlers.values()),
        schedules=tuple(schedules.values()),
        packages=packages,
        pushes=tuple(_by_name(spec.pushes, partial(link_push, names)).values()),
        rooms=tuple(rooms.values()),
        sockets=tuple(link_sockets(names, rooms, commands)),
        providers=tuple(_by_name(spec.providers, link_provider).values()),
        databases=tuple(link_databases(names)),
        interceptors=tuple(link_interceptors(names)),
        nouns=tuple(_nouns(entities, commands)),
        index=_index(entities, commands, packages),
    )


def _index(
    entities: Mapping[str, Entity],
    commands: Mapping[str, Command],
    packages: Iterable[Package],
) -> Index:
    operations: dict[str, list[Command]] = {}
    for command in commands.values():
        if command.entity is not None:
            operations.setdefault(command.entity, []).append(command)
    held = (
        field.reference.entity
        for entity in entities.values()
        for field in entity.fields + entity.key
        if field.reference is not None
        and field.reference.constraint
        and field.reference.on_delete == "restrict"
    )
    packaged = frozenset(package.command for package in packages)
    return Index(entities, commands, operations, packaged, frozenset(held))


def _by_name(section: Mapping[str, S], link: Callable[[str, S], N]) -> dict[str, N]:
    """Link every entry of a section, in the order written."""
    return {name: link(name, spec) for name, spec in section.items()}


def _commands(names: Names, entities: Mapping[str, Entity]) -> Iterator[Command]:
    for entity in entities.values():
        yield from link_operations(names, entity)
    for name, spec in names.spec.commands.items():
        yield link_command(names, name, spec, pointer("commands", name))
    yield from _implied(names)


def _implied(names: Names) -> Iterator[Command]:
    """Give the commands that packages imply which nothing else binds."""
    bound = {ref.name for ref in package_refs(names)}
    for name, package in names.spec.packages.items():
        if (
            name in bound
            or package.command is not None
            or name.lower() in names.spec.commands
        ):
            continue
        spec = CommandSpec(
            description=package.description,
            input=package.input,
            output=package.output,
            roles=package.roles,
            public=package.public,
        )
        command = link_command(names, name.lower(), spec, pointer("packages", name))
        yield command


def _nouns(
    entities: Mapping[str, Entity], commands: Mapping[str, Command]
) -> Iterator[Noun]:
    """Group commands under the name that their files share."""
    by_noun: dict[str, list[Command]] = {
        entity.snake: [] for entity in entities.values()
    }
    for command in commands.values():
        by_noun.setdefault(command.noun, []).append(command)
    owners = {entity.snake: entity for entity in entities.values()}
    for name, group in by_noun.items():
        owner = owners.get(name)
        yield Noun(
            name, owner, tuple(group), owner.pointer if owner else group[0].pointer
        )
