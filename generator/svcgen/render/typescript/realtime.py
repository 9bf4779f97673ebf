"""WebSocket: packages, pushes, rooms and sockets of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from svcgen.graph.triggers import Package, Push, Room, Socket
from svcgen.graph.types import Field
from svcgen.naming import Code, TsLit, TsProperty
from svcgen.render.typescript.errors import error_codes, error_type, known_errors
from svcgen.render.typescript.interfaces import doc
from svcgen.render.typescript.operations import (
    is_request_optional,
    meta_type,
    reply_type,
    request_type,
)
from svcgen.render.typescript.types import NOTHING, TypeWriter, union
from svcgen.render.typescript.views import NamedView, PackageView, SocketView

PART = re.compile(r"{([^{}]*)}")
SAFE = frozenset(("list", "get"))
"""Kinds of commands that change nothing, and so may be sent twice."""


@dataclass(frozen=True, slots=True)
class RealtimeWriter:
    """Writes what travels over WebSocket."""

    types: TypeWriter

    def package(self, package: Package) -> PackageView:
        """Write a package."""
        command = self.types.graph.command(package.command)
        known = tuple(known_errors(self.types.graph, command))
        request = request_type(self.types, command)
        row = [Code("id: {}", TsLit(package.id))]
        if command.kind in SAFE:
            row.append(Code("safe: true"))
        if known:
            row.append(Code("errors: {}", error_codes(known)))
        optional = request is not None and is_request_optional(command)
        written = (
            union((request, NOTHING)) if request is not None and optional else request
        )
        return PackageView(
            doc=doc(package.description, 2),
            name=TsProperty(package.name),
            request=written or NOTHING,
            reply=reply_type(self.types, command, over_http=False),
            meta=meta_type(command),
            errors=error_type(known, over_http=False),
            row=Code("{{ {} }}", Code.joined(", ", row)),
            pointer=package.pointer,
        )

    def push(self, push: Push) -> NamedView:
        """Write a push."""
        body = self.types.own(push.body.name)
        name, number = TsProperty(push.name), TsLit(push.id)
        return NamedView(doc(push.description, 2), name, body, number, push.pointer)

    def room(self, room: Room) -> NamedView:
        """Write a room with its key."""
        key = self._object(room.key) if room.key else NOTHING
        name = TsProperty(room.name)
        return NamedView(doc(room.description, 2), name, key, NOTHING, room.pointer)

    def socket(self, socket: Socket) -> SocketView:
        """Write a socket of its own."""
        parameters = [Code("http: rt.Http")]
        if socket.parameters:
            parameters.append(Code("input: {}", self._object(socket.parameters)))
        pushes = (
            union(TsLit(name) for name in socket.pushes)
            if socket.pushes
            else Code("never")
        )
        return SocketView(
            doc=doc(socket.description or f"Opens {socket.path}."),
            name=self.types.names.function(f"{socket.name} socket"),
            parameters=tuple(parameters),
            path=Code.joined(", ", _path(socket.path)),
            sent=self.types.own(socket.receives.name),
            pushes=pushes,
            pointer=socket.pointer,
        )

    def _object(self, fields: tuple[Field, ...]) -> Code:
        rows = [
            Code("{}: {}", TsProperty(f.name), self.types.field(f, "in"))
            for f in fields
        ]
        return Code("{{ {} }}", Code.joined("; ", rows))


def _path(path: str) -> Iterator[Code]:
    written = PART.split(path)
    for position, part in enumerate(written):
        if position % 2:
            yield Code("input.{}", TsProperty(part))
        elif part or not position:
            yield TsLit(part)
