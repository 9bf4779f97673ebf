"""Operations of entities: filters, orders, what is included, and what can be done at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgen.diagnostics import Diagnostic, closest
from svcgen.diagnostics.catalogue.clashes import REPEATED_ENTRY
from svcgen.diagnostics.catalogue.entities import (
    FILTER_MISFIT,
    FILTER_TAKEN,
    NOTHING_TO_CHANGE,
    READ_ONLY_DATABASE,
    SORT_MISFIT,
)
from svcgen.diagnostics.catalogue.references import (
    UNKNOWN_DATABASE,
    UNKNOWN_OPERATOR,
    UNKNOWN_RELATION,
)
from svcgen.spec.entities import OperationSpec
from svcgen.validate.tables import column_of, unknown_field
from svcgen.validate.world import Column, Path, World

TEXTS = frozenset(("string", "text", "email", "url", "slug"))
ORDERED = TEXTS | {
    "int", "bigint", "float", "decimal", "uuid", "date", "time", "datetime", "unix_timestamp", "duration",
}  # fmt: skip
OPERATORS = (
    "eq",
    "ne",
    "ge",
    "gt",
    "le",
    "lt",
    "in",
    "null",
    "contains",
    "starts",
    "ends",
)
TAKEN = {
    "keyset": frozenset(("limit", "cursor", "total", "sort")),
    "offset": frozenset(("page", "per_page", "sort")),
}
WRITES = ("create", "update", "replace", "delete")


def check_lists(world: World) -> Iterator[Diagnostic]:
    """Find filters and orders that the database could not answer."""
    for name in world.spec.entities:
        for kind, operation in world.operations(name):
            if kind == "list":
                at = ("entities", name, "operations", "list")
                yield from _repeated(world, operation.filters, (*at, "filters"))
                yield from _repeated(world, operation.sort, (*at, "sort"))
                yield from _filters(world, name, operation, at)
                yield from _sorts(world, name, operation.sort, (*at, "sort"))


def _repeated(world: World, names: Sequence[str], path: Path) -> Iterator[Diagnostic]:
    for position, name in enumerate(names):
        if name in names[:position]:
            yield REPEATED_ENTRY.at(world.at(*path, position), name=name)


def _filters(
    world: World, entity: str, operation: OperationSpec, at: Path
) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for position, written in enumerate(operation.filters):
        path = (*at, "filters", position)
        base, _, operator = written.partition("__")
        column = column_of(world, entity, base)
        if column is None:
            yield from unknown_field(world, entity, base, path)
        elif operator not in OPERATORS and written != base:
            hint = closest(operator, OPERATORS)
            yield UNKNOWN_OPERATOR.at(
                world.at(*path), name=operator, where="", hint=hint
            )
        else:
            wire = f"{column.name}__{operator}" if operator else column.name
            if (
                seen.setdefault(wire, position) != position
                and written not in operation.filters[:position]
            ):
                yield REPEATED_ENTRY.at(world.at(*path), name=written)
            yield from _filter(world, column, operator or "eq", path)
            if wire in TAKEN[operation.pages]:
                hint = f"write '{base}__eq'"
                yield FILTER_TAKEN.at(world.at(*path), name=wire, hint=hint)


def _filter(
    world: World, column: Column, operator: str, path: Path
) -> Iterator[Diagnostic]:
    kind = column.kind
    if kind.form == "unknown":
        return
    if operator == "null":
        fits = column.nullable
        text = f"'{column.name}', which is never null"
    else:
        allowed = {"eq", "ne", "in"}
        if kind.name in TEXTS:
            allowed |= {"contains", "starts", "ends"}
        if kind.form == "scalar" and kind.name in ORDERED:
            allowed |= {"ge", "gt", "le", "lt"}
        if kind.form not in ("scalar", "enum") or kind.name in ("json", "bytes"):
            allowed = set()
        fits, text = operator in allowed, f"a {kind.text}"
    if not fits:
        name = f"{column.name}__{operator}"
        yield FILTER_MISFIT.at(world.at(*path), name=name, kind=text)


def _sorts(
    world: World, entity: str, names: Sequence[str], path: Path
) -> Iterator[Diagnostic]:
    for position, name in enumerate(names):
        at = (*path, position)
        column = column_of(world, entity, name)
        if column is None:
            yield from unknown_field(world, entity, name, at)
            continue
        reason = unsortable(column)
        if reason is not None:
            yield SORT_MISFIT.at(world.at(*at), name=name, reason=reason)


def unsortable(column: Column) -> str | None:
    """Say why rows cannot be sorted by a column; None when they can."""
    kind = column.kind
    if kind.form not in ("scalar", "enum", "unknown") or kind.name in (
        "json",
        "bytes",
        "bool",
    ):
        return f"a {kind.text} has no order"
    if column.spec is not None and (column.spec.write_only or column.spec.sensitive):
        return "it is never given out, and an order would tell it"
    return None


def check_includes(world: World) -> Iterator[Diagnostic]:
    """Find included relations that are not there, or that are named twice."""
    for name in world.spec.entities:
        relations = _relations(world, name)
        for kind, operation in world.operations(name):
            for position, written in enumerate(operation.include):
                path = ("entities", name, "operations", kind, "include", position)
                if written not in relations:
                    if _may_be(world, name, written):
                        continue
                    hint = closest(written, tuple(relations))
                    where = f" in {name}"
                    yield UNKNOWN_RELATION.at(
                        world.at(*path), name=written, where=where, hint=hint
                    )
                elif written in operation.include[:position]:
                    yield REPEATED_ENTRY.at(world.at(*path), name=written)


def _may_be(world: World, entity: str, name: str) -> bool:
    """Was a field of the name written that could not be read, or that leads to nothing known?"""
    field = world.spec.entities[entity].fields.get(name)
    if field is None:
        return world.is_written("entities", entity, "fields", name)
    return world.kind_of(field).form == "unknown"


def _relations(world: World, entity: str) -> dict[str, str]:
    """Give the relations of an entity, its own and those that others name by `back`."""
    found: dict[str, str] = {}
    for name, field in world.spec.entities[entity].fields.items():
        if field.many is not None or world.is_reference(field):
            found[name] = field.type_name
    found.update(world.backs.get(entity, {}))
    return found


def check_writes(world: World) -> Iterator[Diagnostic]:
    """Find operations that write where nothing may be written, or that have nothing to write."""
    for name, entity in world.spec.entities.items():
        database = world.spec.databases.get(entity.database)
        if database is None and entity.database != "main":
            yield from _no_database(world, name, entity.database)
        for kind, _ in world.operations(name):
            path = ("entities", name, "operations", kind)
            if database is not None and database.read_only and kind in WRITES:
                yield READ_ONLY_DATABASE.at(
                    world.key(*path), name=entity.database, operation=kind
                )
            if kind == "update" and not _changes(world, name):
                yield NOTHING_TO_CHANGE.at(world.key(*path), name=name)


def _no_database(world: World, entity: str, name: str) -> Iterator[Diagnostic]:
    if not world.is_written("databases", name):
        hint = closest(name, tuple(world.spec.databases))
        span = world.at("entities", entity, "database")
        yield UNKNOWN_DATABASE.at(span, name=name, where="", hint=hint)


def _changes(world: World, entity: str) -> bool:
    keys = set(world.key_names(entity))
    return any(
        not (field.read_only or field.computed or field.immutable or field.through)
        for name, field in world.spec.entities[entity].fields.items()
        if name not in keys
    )
