"""Keys of entities: they exist, are never null, and can be written into an address."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic, closest
from svcgen.diagnostics.catalogue.clashes import REPEATED_ENTRY
from svcgen.diagnostics.catalogue.entities import KEY_CYCLE, KEY_FIELD, TWO_KEYS
from svcgen.diagnostics.catalogue.references import UNKNOWN_FIELD
from svcgen.spec.fields import FieldSpec
from svcgen.validate.world import Path, World

KEY_SCALARS = frozenset(
    ("string", "int", "bigint", "uuid", "date", "datetime", "slug", "email")
)


def check_keys(world: World) -> Iterator[Diagnostic]:
    """Find keys that cannot be keys."""
    for name, entity in world.spec.entities.items():
        at = ("entities", name)
        if entity.key is None:
            if "id" in entity.fields:
                problem = "`id` is made by the service here"
                span = world.key(*at, "fields", "id")
                yield TWO_KEYS.at(
                    span, problem=problem, hint="add `key: id`, or rename the field"
                )
            continue
        if entity.id is not None:
            yield TWO_KEYS.at(
                world.key(*at, "id"), problem="`id` and `key` are both written"
            )
        if entity.key == []:
            yield KEY_FIELD.at(
                world.at(*at, "key"), name="", reason="no field is named"
            )
        parts = world.key_names(name) if entity.key else ()
        for position, part in enumerate(parts):
            path = (
                (*at, "key", position) if isinstance(entity.key, list) else (*at, "key")
            )
            if part in parts[:position]:
                yield REPEATED_ENTRY.at(world.at(*path), name=part)
            else:
                yield from _part(world, name, part, path)


def _part(world: World, entity: str, part: str, path: Path) -> Iterator[Diagnostic]:
    fields = world.spec.entities[entity].fields
    field = fields.get(part)
    if field is None:
        if not world.is_written("entities", entity, "fields", part):
            hint = closest(part, tuple(fields))
            yield UNKNOWN_FIELD.at(
                world.at(*path), name=part, where=f" in {entity}", hint=hint
            )
        return
    reason = _refusal(world, field)
    if reason is not None:
        yield KEY_FIELD.at(world.at(*path), name=part, reason=reason)


def _refusal(world: World, field: FieldSpec) -> str | None:
    kind = world.kind_of(field)
    if field.nullable:
        return "it may be null"
    if field.many is not None or kind.form in ("list", "map", "object"):
        return "it holds several values"
    if kind.form == "scalar" and kind.name not in KEY_SCALARS:
        return f"a {kind.name} is no key"
    for word in ("computed", "write_only", "sensitive"):
        if getattr(field, word):
            return f"it is `{word}`, and a key is given out"
    return None


def check_key_cycles(world: World) -> Iterator[Diagnostic]:
    """Find keys that are references which lead round in a circle."""
    reported: set[str] = set()
    for start in world.spec.entities:
        trail, name = [start], _next(world, start)
        while name is not None and name not in trail:
            trail.append(name)
            name = _next(world, name)
        if name == start and start not in reported:
            reported.update(trail)
            span = world.key("entities", start, "key")
            yield KEY_CYCLE.at(span, names=", ".join(trail))


def _next(world: World, entity: str) -> str | None:
    field = world.spec.entities[entity].fields.get(world.key_names(entity)[0])
    return field.type_name if field is not None and world.is_reference(field) else None
