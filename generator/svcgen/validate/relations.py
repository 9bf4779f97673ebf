"""Relations between entities: what the database and the mapper can really join."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic
from svcgen.diagnostics.catalogue.entities import (
    ACROSS_DATABASES,
    COMPOSITE_REFERENCE,
    RELATION_SHAPE,
    SET_NULL_WITHOUT_NULL,
)
from svcgen.spec.fields import FieldSpec
from svcgen.validate.world import Path, World


def check_relations(world: World) -> Iterator[Diagnostic]:
    """Find references and many-to-many relations that cannot be made."""
    for name, entity in world.spec.entities.items():
        for field_name, field in entity.fields.items():
            path = ("entities", name, "fields", field_name)
            if field.many is not None:
                yield from _many(world, name, field, path)
            elif world.is_reference(field):
                yield from _one(world, name, field, path)


def _one(
    world: World, entity: str, field: FieldSpec, path: Path
) -> Iterator[Diagnostic]:
    if field.on_delete == "set_null" and not field.nullable:
        yield SET_NULL_WITHOUT_NULL.at(world.at(*path, "on_delete"))
    yield from _across(world, entity, field.type_name, path)


def _across(world: World, entity: str, target: str, path: Path) -> Iterator[Diagnostic]:
    here = world.spec.entities[entity].database
    there = world.spec.entities[target].database
    if here != there:
        yield ACROSS_DATABASES.at(world.at(*path), name=target, here=here, there=there)


def _many(
    world: World, entity: str, field: FieldSpec, path: Path
) -> Iterator[Diagnostic]:
    target = field.many or ""
    if target not in world.spec.entities:
        return
    for end in dict.fromkeys((entity, target)):
        if len(world.key_names(end)) > 1:
            yield COMPOSITE_REFERENCE.at(world.at(*path), name=end)
    yield from _across(world, entity, target, path)
    reason = _shape(world, entity, target, field)
    if reason is not None:
        yield RELATION_SHAPE.at(world.at(*path), name=path[-1], reason=reason)


def _shape(world: World, entity: str, target: str, field: FieldSpec) -> str | None:
    """Say what is meaningless about a relation `through` an entity: one reference leads to each end."""
    through = field.through
    if through is None or through not in world.spec.entities:
        return None
    if through in (entity, target):
        return f"{through} is one of its ends"
    wanted = 2 if entity == target else 1
    words = {0: "no reference", 1: "one reference", 2: "two references"}
    for end in (entity, target):
        found = sum(
            world.is_reference(one) and one.type_name == end
            for one in world.spec.entities[through].fields.values()
        )
        if found != wanted:
            text = words.get(found, "several references")
            return f"{through} has {text} to {end}, and {wanted} is needed"
    return None
