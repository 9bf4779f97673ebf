"""Names of the TypeScript client, each given once: what clashes gets an underscore at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from svcgen.graph import ServiceGraph
from svcgen.graph.commands import Command
from svcgen.graph.entities import Entity
from svcgen.graph.types import ObjectType
from svcgen.naming import BadName, TsIdent, camel_case, pascal_case

LOCAL = frozenset(("http", "input", "options", "query", "rt", "types", "wire"))
"""What emitted modules call their imports and parameters."""


@dataclass(frozen=True, slots=True)
class Names:
    """The exported name of each type, by its name in the spec, and of each function."""

    types: Mapping[str, TsIdent]
    functions: Mapping[str, TsIdent]

    def type(self, name: str) -> TsIdent:
        """Give the exported name of a type."""
        return self.types[name]

    def function(self, command: str) -> TsIdent:
        """Give the exported name of the function of a command, or `<command> all` of its iterator."""
        return self.functions[command]


def name_all(graph: ServiceGraph) -> Names:
    """Give every name that the client exports; what the spec names goes before what is derived."""
    types = _unique(
        (name, pascal_case(name)) for name in (*_spec_types(graph), *_derived(graph))
    )
    commands = [(command.name, camel_case(command.name)) for command in graph.commands]
    further = [
        (f"{c.name} {number}", camel_case(f"{c.name}_{number}"))
        for c in graph.commands
        for number in range(2, len(c.routes) + 1)
    ]
    iterators = [(f"{c.name} all", camel_case(c.name, "all")) for c in graph.commands]
    sockets = [
        (f"{socket.name} socket", camel_case(socket.name)) for socket in graph.sockets
    ]
    return Names(
        types, {**_unique([*commands, *further, *iterators]), **_unique(sockets)}
    )


def _unique(
    wanted: Iterator[tuple[str, str]] | list[tuple[str, str]],
) -> dict[str, TsIdent]:
    given: dict[str, TsIdent] = {}
    taken: set[str] = set(LOCAL)
    for key, plain in wanted:
        if key in given:
            continue
        text = plain
        while text in taken or not _is_legal(text):
            text += "_"
        taken.add(text)
        given[key] = TsIdent(text)
    return given


def _is_legal(text: str) -> bool:
    try:
        TsIdent(text)
    except BadName:
        return False
    return True


def _spec_types(graph: ServiceGraph) -> Iterator[str]:
    yield from (enum.name for enum in graph.enums)
    for body in bodies(graph):
        yield body.name
    for entity in graph.entities:
        yield from (inner.name for inner in entity.embedded)


def _derived(graph: ServiceGraph) -> Iterator[str]:
    for entity in graph.entities:
        for suffix in (
            "Id",
            "Create",
            "Update",
            "Read",
            "Query",
            "Key",
            "Change",
            "Replacement",
            "Defaults",
        ):
            yield f"{entity.name}{suffix}"
        for inner in entity.embedded:
            yield f"{inner.name}Input"
    for command in graph.commands:
        if command.include:
            yield f"{command.class_name}Output"
        yield f"{command.class_name}Query"
        yield f"{command.class_name}Defaults"


def bodies(graph: ServiceGraph) -> Iterator[ObjectType]:
    """Give the objects that commands, pushes and sockets take or give, with what they embed."""
    for command in graph.commands:
        if not is_exposed(graph, command):
            continue
        yield from _with_embedded(command.input)
        yield from _with_embedded(command.result)
    for push in graph.pushes:
        yield from _with_embedded(push.body)
    for socket in graph.sockets:
        yield from _with_embedded(socket.receives)


def _with_embedded(body: ObjectType | None) -> Iterator[ObjectType]:
    if body is not None:
        yield from body.embedded
        yield body


def is_exposed(graph: ServiceGraph, command: Command) -> bool:
    """Tell whether a client can call a command, over HTTP or by a package."""
    return bool(command.routes) or command.name in graph.index.packaged


def operation_of(graph: ServiceGraph, entity: Entity, kind: str) -> Command | None:
    """Give an entity's operation of a kind, or None when it has none."""
    for command in graph.operations(entity.name):
        if command.kind == kind:
            return command
    return None
