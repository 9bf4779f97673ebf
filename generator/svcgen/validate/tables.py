"""Tables, columns and indexes: no two of one name, none longer than PostgreSQL keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgen.diagnostics import Diagnostic, closest
from svcgen.diagnostics.catalogue.clashes import (
    COLUMN_CLASH,
    INDEX_CLASH,
    NAME_TOO_LONG,
    REPEATED_ENTRY,
    TABLE_CLASH,
)
from svcgen.diagnostics.catalogue.entities import BAD_CHECK, BAD_INDEX
from svcgen.diagnostics.catalogue.references import UNKNOWN_FIELD
from svcgen.naming import snake_case
from svcgen.spec.entities import CheckSpec
from svcgen.validate.collisions import Table
from svcgen.validate.constraints import NUMBERS
from svcgen.validate.world import Column, Kind, Path, World

LONGEST = 63
UNORDERED = frozenset(("list", "map", "object"))


def check_tables(world: World) -> Iterator[Diagnostic]:
    """Find tables and link tables of one name, and names that are too long."""
    tables = Table(world, TABLE_CLASH, "")
    for name, entity in world.spec.entities.items():
        at = ("entities", name)
        yield from tables.claim(world.table(name), "an entity", at)
        for field, spec in entity.fields.items():
            if spec.many is not None and spec.through is None:
                label, path = f"{world.table(name)}_{field}", (*at, "fields", field)
                yield from tables.claim(label, "a link table", path)
                yield from _too_long(world, "link table", label, path)


def _too_long(world: World, what: str, name: str, path: Path) -> Iterator[Diagnostic]:
    if len(name.encode()) > LONGEST:
        hint = "a shorter `table` shortens it"
        yield NAME_TOO_LONG.at(world.key(*path), what=what, name=name, hint=hint)


def check_columns(world: World) -> Iterator[Diagnostic]:
    """Find columns of one name in one table."""
    for entity, columns in world.columns.items():
        table = Table(world, COLUMN_CLASH, f"in the table of {entity}")
        for column in columns.values():
            yield from table.claim(_stored(column), "a field", column.path)


def _stored(column: Column) -> str:
    written = column.spec.column if column.spec else None
    return written or column.name


def check_indexes(world: World) -> Iterator[Diagnostic]:
    """Find indexes over fields that are not there or do not compare, and indexes of one name."""
    names = Table(world, INDEX_CLASH, "")
    for entity, spec in world.spec.entities.items():
        at, table = ("entities", entity), world.table(entity)
        for column in world.columns[entity].values():
            indexed = column.spec is not None and (
                column.spec.index or _is_held(world, column)
            )
            if indexed or (column.spec is not None and column.spec.unique):
                yield from _indexable(world, column, column.path)
            if indexed:
                label = f"ix_{table}_{_stored(column)}"
                yield from names.claim(label, "the index of a field", column.path)
        yield from _link_indexes(world, entity, names)
        for section, prefix in (("indexes", "ix"), ("unique", "uq")):
            for position, group in enumerate(getattr(spec, section)):
                path = (*at, section, position)
                yield from _group(world, entity, group, path)
                parts = [_in_code(world, entity, part) for part in group]
                label = "_".join((prefix, table, *parts))
                yield from names.claim(label, "an index", path)
                yield from _too_long(world, "index", label, path)


def _link_indexes(world: World, entity: str, names: Table) -> Iterator[Diagnostic]:
    """Name the index that each link table has for its far end."""
    for field, spec in world.spec.entities[entity].fields.items():
        target = spec.many
        if target in world.spec.entities and spec.through is None and target:
            end = field if target == entity else snake_case(target)
            label = (
                f"ix_{world.table(entity)}_{field}_{end}_{world.key_names(target)[0]}"
            )
            at = ("entities", entity, "fields", field)
            yield from names.claim(label, "the index of a link table", at)


def _is_held(world: World, column: Column) -> bool:
    spec = column.spec
    return spec is not None and world.is_reference(spec) and spec.constraint


def _in_code(world: World, entity: str, name: str) -> str:
    field = world.spec.entities[entity].fields.get(name)
    return world.wire_name(name, field) if field is not None else name


def column_of(world: World, entity: str, name: str) -> Column | None:
    """Give the column of a field by its name as written or in code."""
    return world.columns[entity].get(_in_code(world, entity, name))


def unknown_field(
    world: World, entity: str, name: str, path: Path
) -> Iterator[Diagnostic]:
    """Point at a name that is no field of an entity, unless a fault of form kept it out."""
    fields = world.spec.entities[entity].fields
    if name not in fields and world.is_written("entities", entity, "fields", name):
        return
    known = (*fields, *world.columns[entity])
    span, hint = world.at(*path), closest(name, known)
    yield UNKNOWN_FIELD.at(
        span, name=name, where=f" with a column in {entity}", hint=hint
    )


def _group(
    world: World, entity: str, group: Sequence[str], path: Path
) -> Iterator[Diagnostic]:
    if not group:
        yield BAD_INDEX.at(world.at(*path), name="", reason="no field is named")
    for position, part in enumerate(group):
        column, at = column_of(world, entity, part), (*path, position)
        if column is None:
            yield from unknown_field(world, entity, part, at)
        elif part in group[:position]:
            yield REPEATED_ENTRY.at(world.at(*at), name=part)
        else:
            yield from _indexable(world, column, at)


def _indexable(world: World, column: Column, path: Path) -> Iterator[Diagnostic]:
    kind = column.kind
    if kind.form in UNORDERED or kind == Kind("scalar", "json"):
        reason = f"a {kind.text} is stored as JSON, which does not compare"
        yield BAD_INDEX.at(world.at(*path), name=column.name, reason=reason)


def check_checks(world: World) -> Iterator[Diagnostic]:
    """Find checks over fields that are not there or do not compare."""
    for entity, spec in world.spec.entities.items():
        for name, check in spec.checks.items():
            yield from _check(
                world, entity, check, ("entities", entity, "checks", name)
            )


def _check(
    world: World, entity: str, check: CheckSpec, path: Path
) -> Iterator[Diagnostic]:
    fields = world.spec.entities[entity].fields
    sides = [("field", check.field)]
    if isinstance(check.other, str):
        sides.append(("other", check.other))
    found: list[Kind] = []
    for key, name in sides:
        column = column_of(world, entity, name) if name in fields else None
        if column is None:
            yield from unknown_field(world, entity, name, (*path, key))
        else:
            found.append(column.kind)
    if len(found) < len(sides):
        return
    reason = _incomparable(found, check)
    if reason is not None:
        yield BAD_CHECK.at(world.at(*path, "other"), reason=reason)


def _incomparable(found: list[Kind], check: CheckSpec) -> str | None:
    if any(kind.form in UNORDERED or kind.name in ("json", "bytes") for kind in found):
        return f"a {found[0].text} does not compare"
    if len(found) == 1:
        fits = found[0].name in NUMBERS and not isinstance(check.other, bool)
        return None if fits else f"a {found[0].text} is compared with a number"
    left, right = found
    same = left == right or {left.name, right.name} <= NUMBERS
    return None if same else f"a {left.text} is compared with a {right.text}"
