"""What files are about: an entity, a noun, a message ... or the whole service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from svcgen.artifacts.subject import Subject
from svcgen.graph import ServiceGraph
from svcgen.graph.entities import Entity
from svcgen.graph.triggers import Handler, Message, Push, Schedule, Socket

SubjectKind = Literal[
    "service", "entity", "computed", "noun", "schemas", "details", "wiring", "group", "http", "ws",
    "message", "upgrades", "push", "handler", "schedule", "socket",
]  # fmt: skip


def subjects(graph: ServiceGraph, kind: SubjectKind) -> Iterator[Subject]:
    """Give what the files of a kind are about, in the graph's order."""
    if kind == "service":
        yield Subject(graph, graph.service.package, graph, ("/service",))
    elif kind == "group":
        yield from _groups(graph)
    elif kind in NAMED:
        for name, node in NAMED[kind](graph):
            yield Subject(graph, name, node, (node.pointer,))
    else:
        yield from _nouns(graph, kind)


def _rows(graph: ServiceGraph) -> Iterator[tuple[str, Entity]]:
    return ((entity.snake, entity) for entity in graph.entities)


Named = Entity | Message | Push | Handler | Schedule | Socket
NAMED: Mapping[SubjectKind, Callable[[ServiceGraph], Iterable[tuple[str, Named]]]] = {
    "entity": _rows,
    "computed": lambda g: ((name, one) for name, one in _rows(g) if one.computed),
    "message": lambda g: ((one.snake, one) for one in g.messages),
    "upgrades": lambda g: ((one.snake, one) for one in g.messages if one.previous),
    "push": lambda g: ((one.snake, one) for one in g.pushes),
    "handler": lambda g: ((one.name, one) for one in g.handlers),
    "schedule": lambda g: ((one.name, one) for one in g.schedules),
    "socket": lambda g: ((one.name, one) for one in g.sockets),
}
"""What each of these kinds is named after."""


def _groups(graph: ServiceGraph) -> Iterator[Subject]:
    groups: dict[str, list[str]] = {}
    for command in graph.commands:
        groups.setdefault(command.group, []).append(command.name)
    for group, names in groups.items():
        commands = tuple(graph.command(name) for name in names)
        yield Subject(
            graph, group, commands, tuple(command.pointer for command in commands)
        )


def _nouns(graph: ServiceGraph, kind: SubjectKind) -> Iterator[Subject]:
    packaged = {package.command for package in graph.packages}
    joined = {room.join.entity for room in graph.rooms if room.join.kind == "owner"}
    owned = [entity for entity in graph.entities if entity.name in joined]
    for noun in graph.nouns:
        commands = noun.commands
        wanted = {
            "noun": bool(commands),
            "wiring": bool(commands) or noun.entity in owned,
            "schemas": noun.entity is not None
            or any(c.input or (c.result and not c.has_details) for c in commands),
            "details": any(command.has_details for command in commands),
            "http": any(command.routes for command in commands),
            "ws": any(command.name in packaged for command in commands),
        }
        if wanted[kind]:
            nodes = tuple(
                dict.fromkeys(
                    (noun.pointer, *(command.pointer for command in commands))
                )
            )
            yield Subject(graph, noun.name, noun, nodes)
