"""Every place where fields stand, and every field in them, however deep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from svcgen.naming import pascal_case
from svcgen.spec.commands import OutputSpec
from svcgen.spec.fields import FieldSpec
from svcgen.validate.world import Path, World

Position: TypeAlias = Literal[
    "entity", "input", "output", "message", "previous", "push", "room", "socket"
]


class FieldSet(NamedTuple):
    """Fields that become one class: `owner` is what that class is called after."""

    position: Position
    path: Path
    owner: str
    fields: Mapping[str, FieldSpec]


class Place(NamedTuple):
    """A field or a part of one: `depth` 0 stands in the set itself, `is_item` in a list or map."""

    fields: FieldSet
    path: Path
    name: str
    spec: FieldSpec
    depth: int = 0
    is_item: bool = False


@lru_cache(maxsize=1)
def field_sets(world: World) -> tuple[FieldSet, ...]:
    """Give every set of fields of a spec, without those nested in others."""
    return tuple(_field_sets(world))


def _field_sets(world: World) -> Iterator[FieldSet]:
    spec = world.spec
    for name, entity in spec.entities.items():
        yield FieldSet("entity", ("entities", name, "fields"), name, entity.fields)
    for name, message in spec.messages.items():
        at = ("messages", name)
        yield FieldSet("message", (*at, "fields"), name, message.fields)
        for number, version in message.previous.items():
            path = (*at, "previous", number, "fields")
            yield FieldSet("previous", path, f"{name}V{number}", version.fields)
    for name, command in spec.commands.items():
        yield from _of_command(name, ("commands", name), command.input, command.output)
    for name, package in spec.packages.items():
        at = ("packages", name)
        yield from _of_command(name.lower(), at, package.input, package.output)
    for name, push in spec.pushes.items():
        owner = pascal_case(name.lower())
        yield FieldSet("push", ("pushes", name, "fields"), owner, push.fields)
    for name, room in spec.rooms.items():
        yield FieldSet("room", ("rooms", name, "key"), pascal_case(name), room.key)
    for name, socket in spec.sockets.items():
        owner = f"{pascal_case(name)}Received"
        yield FieldSet("socket", ("sockets", name, "receives"), owner, socket.receives)


def _of_command(
    name: str, at: Path, taken: Mapping[str, FieldSpec], given: OutputSpec | None
) -> Iterator[FieldSet]:
    owner = pascal_case(name)
    if taken:
        yield FieldSet("input", (*at, "input"), f"{owner}Input", taken)
    if given is not None and given.fields is not None:
        path = (*at, "output", "fields")
        yield FieldSet("output", path, f"{owner}Output", given.fields)


def walk(fields: FieldSet) -> Iterator[Place]:
    """Give every field of a set, the items of lists and maps, and the fields of objects."""
    for name, spec in fields.fields.items():
        yield from _walk(Place(fields, (*fields.path, name), name, spec))


def _walk(place: Place) -> Iterator[Place]:
    yield place
    spec, depth = place.spec, place.depth + 1
    if spec.list_ is not None:
        path = (*place.path, "list")
        yield from _walk(
            place._replace(path=path, spec=spec.list_, depth=depth, is_item=True)
        )
    elif spec.map_ is not None:
        path = (*place.path, "map")
        yield from _walk(
            place._replace(path=path, spec=spec.map_, depth=depth, is_item=True)
        )
    elif spec.fields is not None:
        for name, inner in spec.fields.items():
            path = (*place.path, "fields", name)
            yield from _walk(Place(place.fields, path, name, inner, depth))


@lru_cache(maxsize=1)
def all_places(world: World) -> tuple[Place, ...]:
    """Give every field of a spec, however deep."""
    return tuple(place for fields in field_sets(world) for place in walk(fields))


def embedded(fields: FieldSet) -> Iterator[tuple[str, Path, Mapping[str, FieldSpec]]]:
    """Give the objects embedded in a set: the class each becomes, its place and its fields."""
    yield from _embedded(fields.owner, fields.path, fields.fields)


def _embedded(
    owner: str, path: Path, fields: Mapping[str, FieldSpec]
) -> Iterator[tuple[str, Path, Mapping[str, FieldSpec]]]:
    for name, spec in fields.items():
        inner, at = spec, (*path, name)
        while inner.list_ is not None or inner.map_ is not None:
            at = (*at, "list" if inner.list_ is not None else "map")
            inner = inner.list_ or inner.map_ or inner
        if inner.fields is not None:
            class_name = f"{owner}{pascal_case(name)}"
            yield class_name, (*path, name), inner.fields
            yield from _embedded(class_name, (*at, "fields"), inner.fields)
