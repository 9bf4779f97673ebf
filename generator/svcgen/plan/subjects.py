"""What files are about: an entity, a noun, a message ... or the whole service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from svcgen.artifacts.subject import Subject
from svcgen.graph import ServiceGraph
from svcgen.graph.triggers import Handler, Schedule, Socket

SubjectKind = Literal[
    "service", "entity", "noun", "schemas", "wiring", "group", "http", "ws",
    "message", "push", "handler", "schedule", "socket",
]  # fmt: skip


def subjects(graph: ServiceGraph, kind: SubjectKind) -> Iterator[Subject]:
    """Give what the files of a kind are about, in the graph's order."""
    if kind == "service":
        yield Subject(graph, graph.service.package, graph, ("/service",))
    elif kind == "entity":
        for entity in graph.entities:
            yield Subject(graph, entity.snake, entity, (entity.pointer,))
    elif kind == "message":
        for message in graph.messages:
            yield Subject(graph, message.snake, message, (message.pointer,))
    elif kind == "push":
        for push in graph.pushes:
            yield Subject(graph, push.snake, push, (push.pointer,))
    elif kind in ("handler", "schedule", "socket"):
        yield from _triggers(graph, kind)
    elif kind == "group":
        yield from _groups(graph)
    else:
        yield from _nouns(graph, kind)


def _triggers(graph: ServiceGraph, kind: SubjectKind) -> Iterator[Subject]:
    nodes: dict[str, Sequence[Handler | Schedule | Socket]] = {
        "handler": graph.handlers,
        "schedule": graph.schedules,
        "socket": graph.sockets,
    }
    for node in nodes[kind]:
        yield Subject(graph, node.name, node, (node.pointer,))


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
            or any(c.input or c.result for c in commands),
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
