"""Keys of fields and operations that mean nothing where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic
from svcgen.diagnostics.catalogue.fields import (
    ABSENT_WITHOUT_DEFAULT,
    NEVER_FILLED,
    NEVER_USED,
    WITHOUT_EFFECT,
)
from svcgen.spec.fields import FieldSpec
from svcgen.validate.field_sets import Place, all_places
from svcgen.validate.world import Path, World

STORED = (
    "unique",
    "index",
    "write_only",
    "read_only",
    "immutable",
    "sensitive",
    "computed",
    "column",
)
NOT_COMPUTED = frozenset(
    (
        "unique", "index", "write_only", "read_only", "immutable", "sensitive", "column", "default", "required",
        "on_delete", "back", "constraint",
    )
)  # fmt: skip
"""What is said of fields that are stored, or given by a caller."""
REFERENCE = ("on_delete", "back", "constraint")
TYPE_WORDS = frozenset(
    (
        "type", "ref", "list_", "map_", "fields", "min_length", "max_length", "pattern", "ge", "gt", "le", "lt",
        "multiple_of", "digits", "places", "max", "accept", "enum", "many", "through",
    )
)  # fmt: skip
MANY_WORDS = frozenset(("many", "through", "back", "description", "read_only"))
ONLY = {
    "filters": ("list",),
    "sort": ("list",),
    "pages": ("list",),
    "mode": ("update",),
    "include": ("list", "get"),
}


def check_field_options(world: World) -> Iterator[Diagnostic]:
    """Find keys of fields that have no effect at their place."""
    for place in all_places(world):
        for key, reason in _idle(world, place):
            path = (*place.path, key.rstrip("_"))
            yield WITHOUT_EFFECT.at(
                world.key(*path), key=key.rstrip("_"), reason=reason
            )


def _idle(world: World, place: Place) -> Iterator[tuple[str, str]]:
    spec = place.spec
    if place.is_item:
        yield from _idle_in_item(spec)
    elif spec.computed and place.fields.position == "entity" and not place.depth:
        yield from _idle_in_computed(world, spec)
    elif spec.many is not None:
        for key in sorted(spec.model_fields_set - MANY_WORDS):
            yield key, "a many-to-many relation has no column"
        if spec.through is not None and spec.read_only:
            yield "read_only", "what stands between the two is added by itself"
    else:
        yield from _idle_in_field(world, place)


def _idle_in_item(spec: FieldSpec) -> Iterator[tuple[str, str]]:
    written = spec.model_fields_set
    if spec.nullable and "null" not in written:
        yield "type", "what stands in a list or map is never null"
    for key in sorted(written - TYPE_WORDS):
        yield key, "what stands in a list or map is a type and its constraints"


def _may_refer(world: World, spec: FieldSpec) -> bool:
    return world.is_reference(spec) or world.kind_of(spec).form == "unknown"


def _idle_in_computed(world: World, spec: FieldSpec) -> Iterator[tuple[str, str]]:
    if _may_refer(world, spec):
        yield "computed", "a reference is a column"
    for key in sorted(spec.model_fields_set & NOT_COMPUTED):
        yield key, "the field is worked out when a row is read, and not stored"


def _idle_in_field(world: World, place: Place) -> Iterator[tuple[str, str]]:
    spec, written = place.spec, place.spec.model_fields_set
    stored = place.fields.position == "entity" and place.depth == 0
    for key in STORED if not stored else ():
        if key in written:
            yield key, "it belongs to the fields of an entity"
    for key in REFERENCE:
        if key in written and not (stored and _may_refer(world, spec)):
            yield key, "it belongs to references between entities"
    if spec.through is not None:
        yield "through", "it belongs to `many`"
    if spec.on_delete is not None and not spec.constraint:
        yield "on_delete", "the database does not hold this reference"
    if spec.required and spec.has_default:
        yield "required", "a field with a default may be absent"


def check_stored_fields(world: World) -> Iterator[Diagnostic]:
    """Find fields of entities that could never have a value, or are neither taken nor given."""
    for name, entity in world.spec.entities.items():
        keys = set(world.key_names(name))
        for field_name, field in entity.fields.items():
            path = ("entities", name, "fields", field_name)
            if field.write_only and field.read_only:
                yield NEVER_USED.at(world.key(*path), name=field_name)
            if field_name in keys or field.computed or field.many is not None:
                continue
            if field.nullable or field.has_default:
                continue
            yield from _empty(world, field_name, field, path)


def _empty(
    world: World, name: str, field: FieldSpec, path: Path
) -> Iterator[Diagnostic]:
    if field.required is False:
        yield ABSENT_WITHOUT_DEFAULT.at(world.key(*path), name=name)
    operations = world.spec.entities[str(path[1])].operations
    if field.read_only and (operations.create or operations.replace):
        yield NEVER_FILLED.at(world.key(*path), name=name)


def check_operation_options(world: World) -> Iterator[Diagnostic]:
    """Find keys of operations that belong to other operations."""
    for name in world.spec.entities:
        for kind, operation in world.operations(name):
            for key, kinds in ONLY.items():
                if key in operation.model_fields_set and kind not in kinds:
                    path = ("entities", name, "operations", kind, key)
                    reason = f"it belongs to {' and '.join(kinds)}"
                    yield WITHOUT_EFFECT.at(world.key(*path), key=key, reason=reason)
