"""Classes, functions and members of classes: no two of one name where they meet."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic
from svcgen.diagnostics.catalogue.clashes import NAME_CLASH
from svcgen.diagnostics.catalogue.names import RESERVED_NAME
from svcgen.naming import kebab_case, pascal_case, screaming_case, snake_case
from svcgen.spec.commands import CommandSpec
from svcgen.spec.entities import OperationSpec
from svcgen.spec.realtime import PackageSpec
from svcgen.validate.collisions import Table
from svcgen.validate.field_sets import embedded, field_sets
from svcgen.validate.taken import RUNTIME_CLASSES
from svcgen.validate.world import Command, Path, World, marks

LIBRARY = frozenset(name.lower() for name in RUNTIME_CLASSES)
SUFFIXES = (
    "Create", "Update", "Read", "Query", "Key", "Change", "Replacement", "Repository", "Id", "Defaults",
)  # fmt: skip


def check_classes(world: World) -> Iterator[Diagnostic]:
    """Find classes of one name: those of the contract, of the TypeScript client and of commands."""
    contract = Table(world, NAME_CLASH, "among the emitted classes")
    for name, what, path in _contract_classes(world):
        yield from contract.claim(name, what, path)
        if name in RUNTIME_CLASSES and what != "an entity":
            reason = f"{what} would be called like a class of the library"
            yield RESERVED_NAME.at(world.key(*path), name=name, reason=reason)
    for command in world.all_commands:
        found = contract.taken.get(command.name.replace("_", "").lower())
        if found is not None and found[0] not in ("a message", "an error"):
            name = pascal_case(command.name)
            yield from contract.claim(name, "the class of the command", command.path)
        elif command.name.replace("_", "").lower() in LIBRARY:
            reason = "the command's class would be called like one of the library"
            yield RESERVED_NAME.at(
                world.key(*command.path), name=command.name, reason=reason
            )


def _contract_classes(world: World) -> Iterator[tuple[str, str, Path]]:
    spec = world.spec
    for name in spec.enums:
        yield name, "an enum", ("enums", name)
    for name in spec.entities:
        yield from _entity_classes(world, name)
    for name in spec.messages:
        yield name, "a message", ("messages", name)
    for name in spec.pushes:
        yield pascal_case(name.lower()), "a push", ("pushes", name)
    for fields in field_sets(world):
        if fields.position in ("input", "output", "socket"):
            yield fields.owner, f"the class of the {fields.position}", fields.path
        elif fields.position == "previous":
            yield fields.owner, "a message", fields.path
        for name, path, _ in embedded(fields):
            yield name, "the class of an embedded object", path
    yield from _other_classes(world)


def _entity_classes(world: World, name: str) -> Iterator[tuple[str, str, Path]]:
    at: Path = ("entities", name)
    yield name, "an entity", at
    for suffix in SUFFIXES:
        yield f"{name}{suffix}", "a class of the entity", at
    for field, one in world.spec.entities[name].fields.items():
        if one.many is not None and one.through is None:
            label = f"{name}{pascal_case(field)}Link"
            yield label, "the link table's class", (*at, "fields", field)


def _other_classes(world: World) -> Iterator[tuple[str, str, Path]]:
    for command in world.all_commands:
        if command.kind in ("list", "get") and _included(command):
            yield f"{pascal_case(command.name)}Output", "the class of the output", command.path
    seen: set[str] = set()
    for name, command_spec in world.spec.commands.items():
        for error in command_spec.errors:
            if error not in seen:
                seen.add(error)
                yield pascal_case(error), "an error", (
                    "commands",
                    name,
                    "errors",
                    error,
                )


def _included(command: Command) -> bool:
    return isinstance(command.spec, OperationSpec) and bool(command.spec.include)


def check_commands_are_single(world: World) -> Iterator[Diagnostic]:
    """Find commands of one name, and endpoints of one module that would have one name."""
    table = Table(world, NAME_CLASH, "among the commands")
    for command in world.all_commands:
        yield from table.claim(command.name.replace("_", ""), "a command", command.path)
    for command in world.all_commands:
        routes = command.spec.http if isinstance(command.spec, CommandSpec) else []
        for position in range(1, len(routes)):
            name = f"{command.name}_{position + 1}".replace("_", "")
            path = (*command.path, "http", position)
            yield from table.claim(name, "the function of a route", path)


def check_modules(world: World) -> Iterator[Diagnostic]:
    """Find modules of one name: nouns, and attributes that commands keep repositories in."""
    nouns = Table(world, NAME_CLASH, "among the emitted modules")
    for name in world.spec.entities:
        yield from nouns.claim(
            snake_case(name).replace("_", ""), "an entity", ("entities", name)
        )
    groups: dict[str, Path] = {}
    for command in world.all_commands:
        groups.setdefault(group_of(world, command), command.path)
    entities = {snake_case(name) for name in world.spec.entities}
    for group, path in groups.items():
        if group not in entities:
            yield from nouns.claim(group.replace("_", ""), "a group of commands", path)
    attributes = Table(world, NAME_CLASH, "among what commands ask for")
    for name in world.spec.entities:
        yield from attributes.claim(
            world.plural(name), "the plural of an entity", ("entities", name)
        )
    for name in world.spec.providers:
        yield from attributes.claim(name, "a provider", ("providers", name))


def group_of(world: World, command: Command) -> str:
    """Give the noun whose modules a command stands in."""
    if command.entity is not None:
        return snake_case(command.entity)
    group = command.spec.group if isinstance(command.spec, CommandSpec) else None
    return group or command.name


def check_members(world: World) -> Iterator[Diagnostic]:
    """Find attributes of one name in an entity's class or in any other set of fields."""
    backs: dict[str, list[tuple[str, Path]]] = {}
    for fields in field_sets(world):
        if fields.position == "entity":
            for name, field in fields.fields.items():
                if field.back is not None and field.type_name in world.spec.entities:
                    path = (*fields.path, name, "back")
                    backs.setdefault(field.type_name, []).append((field.back, path))
            continue
        table = Table(world, NAME_CLASH, "among the fields")
        for name, field in fields.fields.items():
            wire = world.wire_name(name, field)
            yield from table.claim(wire, "a field", (*fields.path, name))
    for name in world.spec.entities:
        yield from _entity_members(world, name, backs.get(name, []))


def _entity_members(
    world: World, entity: str, backs: list[tuple[str, Path]]
) -> Iterator[Diagnostic]:
    spec = world.spec.entities[entity]
    at: Path = ("entities", entity)
    table = Table(world, NAME_CLASH, f"among the fields of {entity}")
    if spec.key is None:
        yield from table.claim("id", "the key", at)
    for name, _ in marks(spec):
        yield from table.claim(name, "a column that the entity keeps by itself", at)
    for name, field in spec.fields.items():
        path: Path = (*at, "fields", name)
        yield from table.claim(name, "a field", path)
        wire = world.wire_name(name, field)
        if wire != name:
            yield from table.claim(wire, "the column of a reference", path)
        elif world.is_reference(field):
            yield from table.claim(
                wire, "the column of the reference", (*path, "column")
            )
    for name, back in backs:
        yield from table.claim(name, "the other side of a relation", back)


def check_constants(world: World) -> Iterator[Diagnostic]:
    """Find enum members, roles, rooms, packages and providers that differ in their writing alone."""
    spec = world.spec
    roles = Table(world, NAME_CLASH, "among the roles")
    for name in spec.roles:
        yield from roles.claim(screaming_case(name), "a role", ("roles", name))
    rooms = Table(world, NAME_CLASH, "among the rooms")
    for name in spec.rooms:
        yield from rooms.claim(screaming_case(name), "a room", ("rooms", name))
    for enum, members in spec.enums.items():
        table = Table(world, NAME_CLASH, f"among the members of {enum}")
        for name in members.members:
            yield from table.claim(
                screaming_case(name), "a member", ("enums", enum, "members", name)
            )
    packages = Table(world, NAME_CLASH, "among the packages and pushes")
    for name, path in _package_names(world):
        yield from packages.claim(name, "a package", path)
    for name in spec.pushes:
        yield from packages.claim(name, "a push", ("pushes", name))
    for section in ("handlers", "schedules", "sockets", "databases"):
        table = Table(world, NAME_CLASH, f"among the {section}")
        for name in getattr(spec, section):
            yield from table.claim(
                kebab_case(name).replace("-", ""),
                f"one of the {section}",
                (section, name),
            )


def _package_names(world: World) -> Iterator[tuple[str, Path]]:
    packages: dict[str, PackageSpec] = world.spec.packages
    for name in packages:
        yield name, ("packages", name)
    for name in dict.fromkeys(ref for ref, _, _ in world.package_refs):
        if name not in packages:
            yield name, next(path for ref, _, path in world.package_refs if ref == name)
