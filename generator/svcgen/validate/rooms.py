"""Pushes, rooms and sockets: where each goes, and that what goes there says to which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from svcgen.diagnostics import Diagnostic, Related, closest
from svcgen.diagnostics.catalogue.clashes import ROUTE_CLASH
from svcgen.diagnostics.catalogue.realtime import (
    CLOSED_ROOM,
    PUSH_ROOM_KEY,
    ROOM_KEY,
    SOCKET_PARAMETER,
    UNUSED_PUSH,
)
from svcgen.diagnostics.catalogue.references import UNKNOWN_ROOM
from svcgen.spec.fields import FieldSpec
from svcgen.spec.realtime import PackageSpec, PushSpec, RoomSpec, SocketSpec
from svcgen.validate.arguments import check_socket_input, find_command
from svcgen.validate.routes import PARAMETER, path_fault
from svcgen.validate.world import Kind, Path, World

KEY_SCALARS = frozenset(("string", "int", "bigint", "uuid", "date", "slug", "email"))


def _known_room(world: World, name: str, path: Path) -> Iterator[Diagnostic]:
    if name not in world.spec.rooms and not world.is_written("rooms", name):
        hint = closest(name, tuple(world.spec.rooms))
        yield UNKNOWN_ROOM.at(world.at(*path), name=name, where="", hint=hint)


def check_pushes(world: World) -> Iterator[Diagnostic]:
    """Find pushes to rooms that are not there or that they do not tell apart, and pushes nobody sends."""
    sent: set[str] = set()
    for command in world.all_commands:
        if not isinstance(command.spec, PackageSpec):
            sent.update(command.spec.pushes)
    for socket in world.spec.sockets.values():
        sent.update(socket.pushes)
    for name, push in world.spec.pushes.items():
        at = ("pushes", name)
        if name not in sent:
            yield UNUSED_PUSH.at(world.key(*at), name=name)
        if push.room is None:
            continue
        yield from _known_room(world, push.room, (*at, "room"))
        room = world.spec.rooms.get(push.room)
        if room is not None:
            yield from _room_key(world, push, room, at)


def _room_key(
    world: World, push: PushSpec, room: RoomSpec, at: Path
) -> Iterator[Diagnostic]:
    carried = {
        world.wire_name(name, field): field for name, field in push.fields.items()
    }
    for name, field in room.key.items():
        wire = world.wire_name(name, field)
        found = carried.get(wire)
        span = world.at(*at, "room")
        if found is None or found.nullable or found.required is False:
            yield PUSH_ROOM_KEY.at(span, room=push.room, name=wire)
        elif world.kind_of(found) != world.kind_of(field):
            text = f"{wire}' as {world.kind_of(field).text}, but as '{world.kind_of(found).text}"
            yield PUSH_ROOM_KEY.at(span, room=push.room, name=text)


def check_rooms(world: World) -> Iterator[Diagnostic]:
    """Find rooms that cannot be told apart, and rooms that nobody may join."""
    joined = {socket.room for socket in world.spec.sockets.values()}
    for name, room in world.spec.rooms.items():
        at = ("rooms", name)
        if room.join is None and name not in joined:
            yield CLOSED_ROOM.at(world.key(*at), name=name)
        for field_name, field in room.key.items():
            kind, span = world.kind_of(field), world.key(*at, "key", field_name)
            if kind.form == "scalar" and kind.name not in KEY_SCALARS:
                yield ROOM_KEY.at(
                    span,
                    name=field_name,
                    reason=f"a {kind.name} is no part of an address",
                )
            elif kind.form not in ("scalar", "enum", "unknown"):
                yield ROOM_KEY.at(
                    span, name=field_name, reason="it holds several values"
                )
            elif field.nullable or field.has_default or field.required is False:
                yield ROOM_KEY.at(
                    span, name=field_name, reason="it may be absent or null"
                )


def check_sockets(world: World) -> Iterator[Diagnostic]:
    """Find sockets whose parameters are not the key of their room, and two of one path."""
    taken: dict[str, Path] = {_shape(world.spec.websocket.path): ("websocket", "path")}
    for name, socket in world.spec.sockets.items():
        at = ("sockets", name)
        if socket.command is not None:
            yield from find_command(world, socket.command, (*at, "command"))
            fields = _typed_parameters(world, socket)
            fields.update(_wired(world, socket.receives))
            yield from check_socket_input(world, name, socket.command, fields)
        if socket.room is not None:
            yield from _known_room(world, socket.room, (*at, "room"))
        first = taken.setdefault(_shape(socket.path), (*at, "path"))
        if first != (*at, "path"):
            related = [Related(world.at(*first), "it is here already")]
            yield ROUTE_CLASH.at(
                world.at(*at, "path"), name=socket.path, related=related
            )
        if path_fault(socket.path) is None:
            room = world.spec.rooms.get(socket.room or "")
            yield from _parameters(world, socket.path, room, at)


def _wired(
    world: World, fields: Mapping[str, FieldSpec]
) -> Iterator[tuple[str, FieldSpec]]:
    return ((world.wire_name(name, field), field) for name, field in fields.items())


def _typed_parameters(world: World, socket: SocketSpec) -> dict[str, FieldSpec]:
    """Give a socket's path parameters: those of its room's key have its types, others are text."""
    room = world.spec.rooms.get(socket.room or "")
    key = dict(_wired(world, room.key)) if room is not None else {}
    text = FieldSpec(type="string")
    return {name: key.get(name, text) for name in PARAMETER.findall(socket.path)}


def _shape(path: str) -> str:
    return re.sub(PARAMETER, "{}", path)


def _parameters(
    world: World, path: str, room: RoomSpec | None, at: Path
) -> Iterator[Diagnostic]:
    span, names = world.at(*at, "path"), PARAMETER.findall(path)
    key: dict[str, Kind] = {}
    for name, field in room.key.items() if room is not None else ():
        key[world.wire_name(name, field)] = world.kind_of(field)
    for name in names:
        if name in ("data", "wiring", "self"):
            yield SOCKET_PARAMETER.at(
                span,
                name=name,
                reason="is called like a parameter of the emitted function",
            )
        elif room is not None and name not in key:
            reason = "is no part of the key of the room"
            yield SOCKET_PARAMETER.at(
                span, name=name, reason=reason, hint=closest(name, tuple(key))
            )
    for name in key:
        if name not in names:
            yield SOCKET_PARAMETER.at(
                span, name=name, reason="is missing: it is part of the key of the room"
            )
