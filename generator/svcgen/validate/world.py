"""What rules look things up in: the spec, the places of its parts, and what its names lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, Protocol, TypeAlias

from svcgen.diagnostics import Span
from svcgen.naming import Ident, check_name, kebab_case, pluralise, snake_case
from svcgen.spec import ServiceSpec
from svcgen.spec.commands import CommandSpec
from svcgen.spec.entities import OPERATIONS, EntitySpec, OperationSpec
from svcgen.spec.fields import SCALARS, FieldSpec
from svcgen.spec.realtime import PackageSpec

Key: TypeAlias = str | int
Path: TypeAlias = tuple[Key, ...]

SCALAR_NAMES = frozenset(SCALARS)


class Places(Protocol):
    """Where the parts of a spec stand."""

    def span_of(self, path: Sequence[Key], key: bool = False) -> Span:
        """Give the place of the value, or of the key, at a path."""
        ...

    def locate(self, path: Sequence[Key]) -> Path:
        """Give the part of a path that was written."""
        ...


class Kind(NamedTuple):
    """What a field's values are: a scalar, an enum, a list or map of something, an object."""

    form: Literal["scalar", "enum", "list", "map", "object", "unknown"]
    name: str = ""
    item: Kind | None = None

    @property
    def text(self) -> str:
        """Give the kind in words: `uuid`, `list of string`."""
        if self.item is not None:
            return f"{self.form} of {self.item.text}"
        return self.name or self.form


UNKNOWN = Kind("unknown")


class Column(NamedTuple):
    """A column of an entity by its name in code and on the wire."""

    name: str
    kind: Kind
    nullable: bool
    path: Path
    spec: FieldSpec | None = None


class Command(NamedTuple):
    """A command: an entity's operation, one written out, or one that a package implies."""

    name: str
    kind: str
    path: Path
    spec: CommandSpec | OperationSpec | PackageSpec
    entity: str | None = None

    @property
    def is_operation(self) -> bool:
        """Is it one of those that an entity gives for free?"""
        return self.entity is not None


@dataclass(frozen=True, eq=False)
class World:
    """A spec and what its names lead to, worked out once; a name that leads nowhere is no fault here."""

    spec: ServiceSpec
    places: Places

    def at(self, *path: Key) -> Span:
        """Give the place of a value."""
        return self.places.span_of(path)

    def key(self, *path: Key) -> Span:
        """Give the place of a key."""
        return self.places.span_of(path, key=True)

    def is_written(self, *path: Key) -> bool:
        """Was it written, be it with a fault of form that kept it out of the spec?"""
        return self.places.locate(path) == path

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """Give the names of the entities."""
        return tuple(self.spec.entities)

    @cached_property
    def type_names(self) -> tuple[str, ...]:
        """Give what may stand as a type."""
        return (*SCALARS, *self.spec.enums, *self.spec.entities)

    def plural(self, entity: str) -> str:
        """Give an entity's plural: the one written, or the usual one."""
        return self.spec.entities[entity].plural or pluralise(snake_case(entity))

    def table(self, entity: str) -> str:
        """Give an entity's table."""
        return self.spec.entities[entity].table or self.plural(entity)

    def path(self, entity: str) -> str:
        """Give the first segment of an entity's routes."""
        return self.spec.entities[entity].path or kebab_case(self.plural(entity))

    def key_names(self, entity: str) -> tuple[str, ...]:
        """Give the names of a key's fields as written; `id` where none is."""
        key = self.spec.entities[entity].key
        if key is None or key == []:
            return ("id",)
        return (key,) if isinstance(key, str) else tuple(key)

    def is_reference(self, spec: FieldSpec) -> bool:
        """Does a field hold the key of another row?"""
        return spec.many is None and spec.type_name in self.spec.entities

    def wire_name(self, name: str, spec: FieldSpec) -> str:
        """Give a field's name in code and on the wire: author -> author_id."""
        if not self.is_reference(spec):
            return name
        if spec.column and check_name(Ident, spec.column) is None:
            return spec.column
        return f"{name}_{self.key_names(spec.type_name)[0]}"

    def kind_of(self, spec: FieldSpec) -> Kind:
        """Give what a field's values are; a reference has those of the key it leads to."""
        if spec.list_ is not None:
            return Kind("list", item=self.kind_of(spec.list_))
        if spec.map_ is not None:
            return Kind("map", item=self.kind_of(spec.map_))
        if spec.fields is not None:
            return Kind("object")
        return self.kind_named(spec.type_name)

    def kind_named(self, name: str, seen: tuple[str, ...] = ()) -> Kind:
        """Give what a type's name means; an entity means its key."""
        if name in SCALAR_NAMES:
            return Kind("scalar", name)
        if name in self.spec.enums:
            return Kind("enum", name)
        entity = self.spec.entities.get(name)
        if entity is None or name in seen:
            return UNKNOWN
        field = entity.fields.get(self.key_names(name)[0])
        if field is None:
            return Kind("scalar", _generated(entity))
        if self.is_reference(field):
            return self.kind_named(field.type_name, (*seen, name))
        return self.kind_of(field)

    @cached_property
    def columns(self) -> Mapping[str, Mapping[str, Column]]:
        """Give the columns of each entity by their names in code."""
        return {name: dict(self._columns(name)) for name in self.spec.entities}

    def _columns(self, entity: str) -> Iterator[tuple[str, Column]]:
        spec, at = self.spec.entities[entity], ("entities", entity)
        if spec.key is None and "id" not in spec.fields:
            yield "id", Column("id", Kind("scalar", _generated(spec)), False, at)
        for name, scalar in marks(spec):
            yield name, Column(name, Kind("scalar", scalar), name == "deleted_at", at)
        for name, field in spec.fields.items():
            if field.many is None and not field.computed:
                wire = self.wire_name(name, field)
                path = (*at, "fields", name)
                yield (
                    wire,
                    Column(wire, self.kind_of(field), field.nullable, path, field),
                )

    @cached_property
    def backs(self) -> Mapping[str, Mapping[str, str]]:
        """Give, for each entity, the relations that others name by `back`, and who they are."""
        found: dict[str, dict[str, str]] = {}
        for name, entity in self.spec.entities.items():
            for field in entity.fields.values():
                if field.back is not None and field.type_name in self.spec.entities:
                    found.setdefault(field.type_name, {})[field.back] = name
        return found

    @cached_property
    def all_commands(self) -> tuple[Command, ...]:
        """Give every command, also those that have the same name."""
        return tuple(self._commands())

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """Give the commands by name."""
        return {command.name: command for command in reversed(self.all_commands)}

    def _commands(self) -> Iterator[Command]:
        for entity in self.spec.entities:
            for kind, operation in self.operations(entity):
                noun = self.plural(entity) if kind == "list" else snake_case(entity)
                path = ("entities", entity, "operations", kind)
                yield Command(f"{kind}_{noun}", kind, path, operation, entity)
        for name, command in self.spec.commands.items():
            yield Command(name, "custom", ("commands", name), command)
        for name in self.implying:
            package = self.spec.packages[name]
            yield Command(name.lower(), "implied", ("packages", name), package)

    def operations(self, entity: str) -> Iterator[tuple[str, OperationSpec]]:
        """Give an entity's operations by kind."""
        operations = self.spec.entities[entity].operations
        for kind in OPERATIONS:
            found = getattr(operations, "list_" if kind == "list" else kind)
            if isinstance(found, OperationSpec):
                yield kind, found

    @cached_property
    def implying(self) -> tuple[str, ...]:
        """Give the packages that no command names and that name none: each implies a command."""
        bound = {ref for ref, _, _ in self.package_refs}
        named = set(self.spec.commands)
        for entity in self.spec.entities:
            for kind, _ in self.operations(entity):
                noun = self.plural(entity) if kind == "list" else snake_case(entity)
                named.add(f"{kind}_{noun}")
        return tuple(
            name
            for name, package in self.spec.packages.items()
            if name not in bound
            and package.command is None
            and name.lower() not in named
        )

    @cached_property
    def package_refs(self) -> tuple[tuple[str, int | None, Path], ...]:
        """Give every package named by a command: its name, its id where it stands, the place."""
        return tuple(self._package_refs())

    def _package_refs(self) -> Iterator[tuple[str, int | None, Path]]:
        for entity in self.spec.entities:
            for kind, operation in self.operations(entity):
                if operation.package is not None:
                    path = ("entities", entity, "operations", kind, "package")
                    yield operation.package.name, operation.package.id, path
        for name, command in self.spec.commands.items():
            if command.package is not None:
                at: Path = ("commands", name, "package")
                yield command.package.name, command.package.id, at

    def inputs(self, command: Command) -> Mapping[str, tuple[str, FieldSpec]]:
        """Give a command's input by wire name: the name written, and the field."""
        if isinstance(command.spec, OperationSpec):
            return {}
        return {
            self.wire_name(name, field): (name, field)
            for name, field in command.spec.input.items()
            if field.many is None
        }


def _generated(entity: EntitySpec) -> str:
    return {"int": "int", "bigint": "bigint"}.get(entity.id or "uuid7", "uuid")


def marks(entity: EntitySpec) -> Iterator[tuple[str, str]]:
    """Give the columns that an entity's switches ask for, with their types."""
    if entity.timestamps:
        yield "created_at", "datetime"
        yield "updated_at", "datetime"
    if entity.version:
        yield "version", "int"
    if entity.soft_delete:
        yield "deleted_at", "datetime"


def is_optional(field: FieldSpec) -> bool:
    """May a field be absent from an input?"""
    if field.has_default:
        return True
    return not field.required if field.required is not None else field.nullable
