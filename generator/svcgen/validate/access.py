"""Who may: roles that exist, ownership where there is a row, and never two rules at once."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic, closest
from svcgen.diagnostics.catalogue.access import (
    NO_ROLES,
    OWNER_FIELD,
    OWNER_PLACE,
    TWO_ACCESS_RULES,
)
from svcgen.diagnostics.catalogue.references import UNKNOWN_ENTITY, UNKNOWN_ROLE
from svcgen.naming import pascal_case
from svcgen.spec.access import AccessSpec, JoinSpec
from svcgen.validate.tables import column_of, unknown_field
from svcgen.validate.world import Path, World

ROW_OPERATIONS = frozenset(("get", "update", "replace", "delete"))
SUBJECTS = frozenset(("string", "text", "slug", "email", "uuid", "int", "bigint"))


def check_access(world: World) -> Iterator[Diagnostic]:
    """Find rules of operations, commands, packages and sockets that contradict or lead nowhere."""
    for name in world.spec.entities:
        for kind, operation in world.operations(name):
            at = ("entities", name, "operations", kind)
            yield from _rule(world, operation.roles, operation.public, at)
            owner = operation.roles.owner if operation.roles else None
            if owner is not None and kind in ROW_OPERATIONS:
                yield from _owner(world, name, owner, (*at, "roles", "owner"))
            elif owner is not None:
                yield _misplaced(world, f"{kind} is about no single row", at)
    for section in ("commands", "packages", "sockets"):
        for name, trigger in getattr(world.spec, section).items():
            path: Path = (section, name)
            yield from _rule(world, trigger.roles, trigger.public, path)
            if trigger.roles is not None and trigger.roles.owner is not None:
                yield _misplaced(world, "it is about no row of an entity", path)


def _misplaced(world: World, reason: str, at: Path) -> Diagnostic:
    return OWNER_PLACE.at(world.at(*at, "roles", "owner"), reason=reason)


def _rule(
    world: World, roles: AccessSpec | None, public: bool, at: Path
) -> Iterator[Diagnostic]:
    if roles is None:
        return
    if public:
        yield TWO_ACCESS_RULES.at(world.key(*at, "public"))
    for key, names in (("all", roles.all), ("any", roles.any)):
        if names == []:
            who = "everybody with a token" if key == "all" else "nobody"
            yield NO_ROLES.at(world.at(*at, "roles", key), who=who)
        for position, name in enumerate(names or ()):
            if name not in world.spec.roles and not world.is_written("roles", name):
                hint = closest(name, tuple(world.spec.roles))
                span = world.at(*at, "roles", key, position)
                yield UNKNOWN_ROLE.at(span, name=name, where="", hint=hint)


def _owner(world: World, entity: str, field: str, path: Path) -> Iterator[Diagnostic]:
    column = world.columns[entity].get(field)
    if column is None:
        other = column_of(world, entity, field)
        if other is None:
            yield from unknown_field(world, entity, field, path)
        else:
            reason = "it is a relation; its column holds the key"
            hint = f"write '{other.name}'"
            yield OWNER_FIELD.at(world.at(*path), name=field, reason=reason, hint=hint)
    elif column.kind.form == "unknown":
        return
    elif column.kind.form != "scalar" or column.kind.name not in SUBJECTS:
        reason = f"a {column.kind.text} is no subject of a token"
        yield OWNER_FIELD.at(world.at(*path), name=field, reason=reason)


def check_joins(world: World) -> Iterator[Diagnostic]:
    """Find rules of rooms that lead nowhere."""
    for name, room in world.spec.rooms.items():
        at = ("rooms", name)
        if room.join is not None:
            yield from _join(world, name, room.join, at)
        if room.entity is not None and room.entity not in world.spec.entities:
            hint = closest(room.entity, world.entities)
            span = world.at(*at, "entity")
            yield UNKNOWN_ENTITY.at(span, name=room.entity, where="", hint=hint)


def _join(world: World, name: str, join: JoinSpec, at: Path) -> Iterator[Diagnostic]:
    if join.roles is not None:
        yield from _rule(world, join.roles, False, (*at, "join"))
        if join.roles.owner is not None:
            span = world.at(*at, "join", "roles", "owner")
            hint = "write `join: {owner: field}`"
            yield OWNER_PLACE.at(
                span, reason="a room says it without `roles`", hint=hint
            )
    if join.owner is None:
        return
    room, path = world.spec.rooms[name], (*at, "join", "owner")
    entity = room.entity or pascal_case(name)
    if entity not in world.spec.entities:
        if room.entity is None and not world.is_written("entities", entity):
            reason = f"there is no entity '{entity}' whose row it could look at"
            hint = closest(entity, world.entities) or "name one by `entity`"
            yield OWNER_PLACE.at(world.at(*path), reason=reason, hint=hint)
        return
    yield from _owner(world, entity, join.owner, path)
    if len(room.key) != len(world.key_names(entity)):
        reason = f"the key of the room is not the key of {entity}"
        yield OWNER_PLACE.at(world.at(*path), reason=reason)
