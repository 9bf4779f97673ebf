"""What every view needs to know of the whole service, worked out once for each run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from svcgen.graph import ServiceGraph
from svcgen.graph.entities import Entity
from svcgen.graph.service import Noun
from svcgen.graph.triggers import Package
from svcgen.graph.types import ObjectType


@dataclass(frozen=True, slots=True)
class Context:
    """The graph, the module of the contract that each schema class is in, and the package of each command."""

    graph: ServiceGraph
    schemas: Mapping[str, str]
    packages: Mapping[str, Package]
    roles: Mapping[str, str]
    owned: Mapping[str, tuple[tuple[str, ...], ...]]
    """By entity: the names of its key that ownership rules load a row by."""

    @classmethod
    def of(cls, graph: ServiceGraph) -> Context:
        """Work it out for a graph."""
        schemas = {
            name: f"contract.{folder}.{noun.name}"
            for noun in graph.nouns
            for folder, name in _classes(noun)
        }
        packages = {package.command: package for package in graph.packages}
        roles = {role.value: role.member for role in graph.roles}
        return cls(graph, schemas, packages, roles, dict(_owned(graph)))


def _owned(graph: ServiceGraph) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    accesses = (command.access for command in graph.commands)
    owners = {access.entity for access in accesses if access.kind == "owner"}
    for entity in graph.entities:
        key = tuple(field.name for field in entity.key)
        rules: dict[tuple[str, ...], None] = {}
        if entity.name in owners:
            rules[key] = None
        for room in graph.rooms:
            if room.join.kind == "owner" and room.join.entity == entity.name:
                rules[tuple(field.name for field in room.key)] = None
        if rules:
            yield entity.name, tuple(rules)


def _classes(noun: Noun) -> Iterator[tuple[str, str]]:
    """Give every schema class of a noun, with the folder of its module."""
    if noun.entity is not None:
        yield from (("schemas", name) for name in _entity_classes(noun.entity))
    for command in noun.commands:
        given = "details" if command.has_details else "schemas"
        if command.include:
            yield given, f"{command.class_name}Output"
        for folder, body in (("schemas", command.input), (given, command.result)):
            if body is not None:
                yield folder, body.name
                yield from ((folder, inner.name) for inner in all_embedded(body))


def _entity_classes(entity: Entity) -> Iterator[str]:
    for suffix in ("Create", "Update", "Read", "Query", "Key", "Change", "Replacement"):
        yield f"{entity.name}{suffix}"
    yield from (inner.name for inner in entity.embedded)


def all_embedded(body: ObjectType) -> Iterator[ObjectType]:
    """Give the objects embedded in an object, innermost first."""
    yield from body.embedded
