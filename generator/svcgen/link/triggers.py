"""Messages, handlers, schedules, packages, pushes, rooms and sockets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from svcgen.graph.commands import Access, Command
from svcgen.graph.triggers import (
    Argument,
    EarlierVersion,
    Handler,
    Message,
    Package,
    Push,
    Retry,
    Room,
    Schedule,
    Socket,
)
from svcgen.graph.types import Field, Json, TypeRef
from svcgen.link.access import link_access, link_join
from svcgen.link.fields import FieldLinker, link_object, meant
from svcgen.link.names import Names, pointer
from svcgen.naming import pascal_case, screaming_case, snake_case
from svcgen.spec.entities import PackageRef
from svcgen.spec.messaging import HandlerSpec, MessageSpec, ScheduleSpec
from svcgen.spec.realtime import PushSpec, RoomSpec, SocketSpec

PATH_PARAMETER = re.compile(r"{([^{}]*)}")


def link_message(names: Names, name: str, spec: MessageSpec) -> Message:
    """Link a message; one of another service names that service's exchange."""
    at = pointer("messages", name)
    foreign = spec.from_
    exchange = (foreign.exchange or foreign.service) if foreign else None
    return Message(
        name=name,
        snake=snake_case(name),
        kind=spec.kind,
        topic=spec.topic,
        version=spec.version,
        body=link_object(names, name, spec.fields, f"{at}/fields", spec.description),
        pointer=at,
        description=spec.description,
        exchange=exchange,
        wire=spec.wire or name,
        previous=tuple(_earlier(names, name, spec, at)),
    )


def _earlier(
    names: Names, name: str, spec: MessageSpec, at: str
) -> Iterator[EarlierVersion]:
    for number, version in sorted(spec.previous.items()):
        place = f"{at}/previous/{number}"
        class_name = f"{name}V{number}"
        body = link_object(names, class_name, version.fields, f"{place}/fields")
        yield EarlierVersion(number, body, place)


def link_handler(
    name: str, spec: HandlerSpec, command: Command, messages: Mapping[str, Message]
) -> Handler:
    """Link a handler; the command's input is taken from the message by name unless mapped."""
    message = messages.get(spec.message.name or "")
    known = {field.name for field in message.body.fields} if message else set()
    retry = spec.retry
    return Handler(
        name=name,
        message=message.name if message else None,
        topic=spec.message.topic,
        command=command.name,
        arguments=tuple(_arguments(command, spec.map, known)),
        settle=spec.settle,
        queue=spec.queue,
        timeout=spec.timeout,
        concurrency=spec.concurrency,
        retry=(
            Retry(
                retry.attempts,
                retry.first_delay,
                retry.factor,
                retry.max_delay,
                retry.jitter,
            )
            if retry
            else None
        ),
        group=spec.group,
        pointer=pointer("handlers", name),
        description=spec.description or command.description,
        wire=_other(spec.wire, name),
    )


def _other(wire: str | None, name: str) -> str | None:
    """Give a name on the wire that differs from the one that code has."""
    return None if wire == name else wire


def _arguments(
    command: Command, written: Mapping[str, Json], known: set[str]
) -> Iterator[Argument]:
    for field in command.input.fields if command.input else ():
        if field.name in written:
            value = written[field.name]
            if isinstance(value, str) and value in known:
                yield Argument(field.name, source=value)
            else:
                yield Argument(field.name, value=meant(field.type, value))
        elif field.name in known:
            yield Argument(field.name, source=field.name)


def link_schedule(name: str, spec: ScheduleSpec, command: Command) -> Schedule:
    """Link a schedule."""
    return Schedule(
        name=name,
        cron=spec.cron,
        every=spec.every,
        command=command.name,
        arguments=tuple(_arguments(command, spec.input, set())),
        timezone=spec.timezone,
        overlap=spec.overlap,
        misfire=spec.misfire,
        timeout=spec.timeout,
        group=spec.group,
        pointer=pointer("schedules", name),
        description=spec.description or command.description,
        wire=_other(spec.wire, name),
    )


def package_refs(names: Names) -> Iterator[PackageRef]:
    """Give every package that an operation or a command names in place."""
    for entity in names.spec.entities.values():
        for operation in dict(entity.operations).values():
            if operation is not None and operation.package is not None:
                yield operation.package
    for command in names.spec.commands.values():
        if command.package is not None:
            yield command.package


def link_packages(names: Names, commands: Mapping[str, Command]) -> Iterator[Package]:
    """Link the packages in the order of their ids."""
    triggered = {
        command.package: command.name
        for command in commands.values()
        if command.package
    }
    ids = {ref.name: ref.id for ref in package_refs(names) if ref.id is not None}
    ids.update(
        {
            name: spec.id
            for name, spec in names.spec.packages.items()
            if spec.id is not None
        }
    )
    for name, number in sorted(ids.items(), key=lambda item: item[1]):
        spec = names.spec.packages.get(name)
        command = (
            triggered.get(name) or (spec.command if spec else None) or name.lower()
        )
        description = (spec.description if spec else "") or commands[
            command
        ].description
        yield Package(name, number, command, pointer("packages", name), description)


def link_push(names: Names, name: str, spec: PushSpec) -> Push:
    """Link a push."""
    at = pointer("pushes", name)
    class_name = pascal_case(name.lower())
    body = link_object(names, class_name, spec.fields, f"{at}/fields", spec.description)
    return Push(
        name,
        class_name,
        name.lower(),
        spec.id or 0,
        body,
        spec.room,
        at,
        spec.description,
    )


def link_room(names: Names, name: str, spec: RoomSpec) -> Room:
    """Link a room; ownership looks at the row of the entity that the room is about."""
    at = pointer("rooms", name)
    entity = spec.entity or pascal_case(name)
    key = FieldLinker(names, pascal_case(name), f"{at}/key").link(spec.key)
    join = link_join(names, spec.join, entity)
    return Room(name, f"{screaming_case(name)}", key, join, at, spec.description)


def link_sockets(
    names: Names, rooms: Mapping[str, Room], commands: Mapping[str, Command]
) -> Iterator[Socket]:
    """Link the sockets; the path parameters of each have the types of its room's key."""
    for name, spec in names.spec.sockets.items():
        command = commands[spec.command] if spec.command is not None else None
        yield _link_socket(names, name, spec, rooms.get(spec.room or ""), command)


def _link_socket(
    names: Names,
    name: str,
    spec: SocketSpec,
    room: Room | None,
    command: Command | None,
) -> Socket:
    at = pointer("sockets", name)
    class_name = f"{pascal_case(name)}Received"
    receives = link_object(names, class_name, spec.receives, f"{at}/receives")
    parameters = tuple(_path_parameters(spec.path, room, at))
    known = {field.name for field in (*receives.fields, *parameters)}
    access = _socket_access(names, spec, command)
    return Socket(
        name=name,
        path=spec.path,
        parameters=parameters,
        room=room.name if room else None,
        access=access,
        receives=receives,
        command=spec.command,
        arguments=tuple(_arguments(command, {}, known)) if command else (),
        frames=_stricter(command.access, access) if command else None,
        pushes=tuple(spec.pushes),
        pointer=at,
        description=spec.description,
    )


def _path_parameters(path: str, room: Room | None, at: str) -> Iterator[Field]:
    known = {field.name: field for field in room.key} if room else {}
    for part in PATH_PARAMETER.findall(path):
        text = Field(part, TypeRef("scalar", "string"), f"{at}/path")
        yield known.get(part, text)


def _socket_access(names: Names, spec: SocketSpec, command: Command | None) -> Access:
    """Say who may connect: who may trigger the socket's command, unless it is written."""
    if command is not None and spec.roles is None and not spec.public:
        return command.access
    return link_access(names, spec.roles, spec.public)


def _stricter(rule: Access, known: Access) -> Access | None:
    """Give a rule where it asks for more than one that is met already."""
    is_met = rule.kind == "public" or (
        rule.kind == "authenticated" and known.kind != "public"
    )
    return None if is_met or rule == known else rule
