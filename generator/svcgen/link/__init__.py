"""Link: from a valid spec to the graph. It cannot fail: what could go wrong was found before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from svcgen.graph.commands import Command
from svcgen.graph.entities import Entity
from svcgen.graph.service import Index, Noun, ServiceGraph
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
    link_socket,
    package_refs,
)
from svcgen.spec import ServiceSpec
from svcgen.spec.commands import CommandSpec

__all__ = ["link_service"]


def link_service(
    spec: ServiceSpec, recorded_errors: Mapping[str, int] | None = None
) -> ServiceGraph:
    """Give what `spec` means; `recorded_errors` are status codes given out before, by error."""
    names = Names(spec)
    entities = {
        name: link_entity(names, name, entity) for name, entity in spec.entities.items()
    }
    commands = {command.name: command for command in _commands(names, entities)}
    messages = {
        name: link_message(names, name, message)
        for name, message in spec.messages.items()
    }
    rooms = {name: link_room(names, name, room) for name, room in spec.rooms.items()}
    return ServiceGraph(
        service=link_info(names),
        roles=tuple(link_roles(names)),
        enums=tuple(link_enum(name, enum) for name, enum in spec.enums.items()),
        entities=tuple(entities.values()),
        commands=tuple(commands.values()),
        errors=tuple(link_errors(names, recorded_errors or {})),
        messages=tuple(messages.values()),
        handlers=tuple(
            link_handler(name, handler, commands[handler.command or name], messages)
            for name, handler in spec.handlers.items()
        ),
        schedules=tuple(
            link_schedule(name, schedule, commands[schedule.command or name])
            for name, schedule in spec.schedules.items()
        ),
        packages=tuple(link_packages(names, commands)),
        pushes=tuple(
            link_push(names, name, push) for name, push in spec.pushes.items()
        ),
        rooms=tuple(rooms.values()),
        sockets=tuple(
            link_socket(names, name, socket, rooms)
            for name, socket in spec.sockets.items()
        ),
        providers=tuple(
            link_provider(name, provider) for name, provider in spec.providers.items()
        ),
        databases=tuple(link_databases(names)),
        interceptors=tuple(link_interceptors(names)),
        nouns=tuple(_nouns(entities, commands)),
        index=Index({entity.name: entity for entity in entities.values()}, commands),
    )


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
