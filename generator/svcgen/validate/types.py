"""Types and references of fields: every name leads somewhere, and may stand where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic, closest
from svcgen.diagnostics.catalogue.entities import COMPOSITE_REFERENCE
from svcgen.diagnostics.catalogue.fields import FILE_PLACE, MANY_PLACE
from svcgen.diagnostics.catalogue.references import UNKNOWN_ENTITY, UNKNOWN_TYPE
from svcgen.validate.field_sets import Place, all_places
from svcgen.validate.world import Path, World

WHERE = {
    "entity": "an entity",
    "input": "the input of a command",
    "output": "an output",
    "message": "a message",
    "previous": "a message",
    "push": "a push",
    "room": "the key of a room",
    "socket": "what a socket receives",
}


def unknown_entity(world: World, name: str, path: Path) -> Iterator[Diagnostic]:
    """Point at a name that is no entity, unless it was written with a fault of form."""
    if name not in world.spec.entities and not world.is_written("entities", name):
        hint = closest(name, world.entities)
        yield UNKNOWN_ENTITY.at(world.at(*path), name=name, where="", hint=hint)


def check_types(world: World) -> Iterator[Diagnostic]:
    """Find types that are not known, and types that cannot stand where they do."""
    known = frozenset(world.type_names)
    for place in all_places(world):
        spec = place.spec
        if spec.type is not None and spec.type_name not in known:
            yield from _unknown_type(world, place)
        for key in ("ref", "many", "through"):
            name = getattr(spec, key)
            if name is not None:
                yield from unknown_entity(
                    world, name.removesuffix("?"), (*place.path, key)
                )
        if spec.many is None and spec.type_name in world.spec.entities:
            yield from composite(world, spec.type_name, place.path)
        if spec.type_name == "file" and (
            place.depth or place.fields.position != "input"
        ):
            where = "an object or list" if place.depth else WHERE[place.fields.position]
            yield FILE_PLACE.at(world.at(*place.path), where=where)
        if spec.many is not None and (place.depth or place.fields.position != "entity"):
            where = "an object or list" if place.depth else WHERE[place.fields.position]
            yield MANY_PLACE.at(world.at(*place.path), where=where)


def _unknown_type(world: World, place: Place) -> Iterator[Diagnostic]:
    name = place.spec.type_name
    if world.is_written("entities", name) or world.is_written("enums", name):
        return
    path = (*place.path, "type")
    yield UNKNOWN_TYPE.at(
        world.at(*path), name=name, where="", hint=closest(name, world.type_names)
    )


def composite(world: World, entity: str, path: Path) -> Iterator[Diagnostic]:
    """Point at a reference to an entity with a key of several fields."""
    if len(world.key_names(entity)) > 1:
        yield COMPOSITE_REFERENCE.at(world.at(*path), name=entity)
