"""The interfaces of `types.ts`: what is taken in, what is given out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svcgen.graph.commands import Command, Filter, Listing
from svcgen.graph.entities import Entity
from svcgen.graph.types import Field, ObjectType
from svcgen.naming import Code, TsDoc, TsProperty
from svcgen.render.typescript.names import bodies, is_exposed, operation_of
from svcgen.render.typescript.types import (
    NULL,
    Direction,
    TypeWriter,
    is_optional,
    list_of,
    union,
)
from svcgen.render.typescript.views import InterfaceView, PropertyView

NO_DOC = Code()
TEXT = Code("string")
NUMBER = Code("number")
FLAG = Code("boolean")
KEYSET: tuple[tuple[str, Code, str], ...] = (
    ("limit", NUMBER, "Items in a page, 1 to 100; 20 unless said."),
    (
        "cursor",
        TEXT,
        "Where the page begins: `next_cursor` or `prev_cursor` of another.",
    ),
    ("total", FLAG, "Count all items too."),
)
OFFSET: tuple[tuple[str, Code, str], ...] = (
    ("page", NUMBER, "The number of the page, from 1."),
    ("per_page", NUMBER, "Items in a page, 1 to 100; 20 unless said."),
)
LIKE_TEXT = frozenset(("contains", "starts", "ends"))


@dataclass(frozen=True, slots=True)
class InterfaceWriter:
    """Writes interfaces with the types of one writer."""

    types: TypeWriter

    def all(self) -> Iterator[InterfaceView]:
        """Write every interface of the service: of entities, of commands, of pushes and sockets."""
        graph = self.types.graph
        for entity in graph.entities:
            yield from self._embedded(entity)
            yield from self._entity(entity)
            yield from self._details(entity)
        taken = {
            command.input.name
            for command in graph.commands
            if command.input is not None
        }
        taken |= {
            inner.name for c in graph.commands if c.input for inner in c.input.embedded
        }
        taken |= {socket.receives.name for socket in graph.sockets}
        for body in bodies(graph):
            yield self._object(body, "in" if body.name in taken else "out")
        for command in graph.commands:
            if (
                command.kind == "custom"
                and command.listing
                and is_exposed(graph, command)
            ):
                yield self._custom_query(command, command.listing)

    def _embedded(self, entity: Entity) -> Iterator[InterfaceView]:
        for inner in entity.embedded:
            yield self._object(inner, "out")
            if inner.name in self.types.split:
                yield self._object(inner, "in", "Input")

    def _object(
        self, body: ObjectType, direction: Direction, suffix: str = ""
    ) -> InterfaceView:
        name = self.types.own(f"{body.name}{suffix}")
        properties = self._properties(body.fields, direction)
        return InterfaceView(doc(body.description), name, properties, body.pointer)

    def _entity(self, entity: Entity) -> Iterator[InterfaceView]:
        kinds = {
            kind for kind in _KINDS if operation_of(self.types.graph, entity, kind)
        }
        noun = entity.snake.replace("_", " ")
        yield self._part(entity, "Read", entity.read, "out", entity.description)
        if kinds & {"create", "replace"}:
            yield self._part(
                entity, "Create", entity.created, "in", f"What makes a new {noun}."
            )
        if "update" in kinds:
            text = f"What changes a {noun}: what is absent stays as it is, null is a value."
            yield self._update(entity, text)
        if kinds & {"get", "update", "replace", "delete"}:
            yield self._part(entity, "Key", entity.key, "in", f"Which {noun} is meant.")
        if "update" in kinds:
            yield self._joint(
                entity, "Change", "Update", f"Which {noun} is changed, and how."
            )
        if "replace" in kinds:
            yield self._joint(
                entity,
                "Replacement",
                "Create",
                f"Which {noun} is replaced, and by what.",
            )
        listing = operation_of(self.types.graph, entity, "list")
        if listing is not None and listing.listing is not None:
            yield self._query(entity, listing, listing.listing)

    def _details(self, entity: Entity) -> Iterator[InterfaceView]:
        """Write what is given out with the relations that an operation includes."""
        for command in self.types.graph.operations(entity.name):
            if command.include:
                names = self.types.own(f"{command.class_name}Output"), self.types.own(
                    f"{entity.name}Read"
                )
                rows = tuple(self._relation(entity, name) for name in command.include)
                text = (
                    f"One of {entity.plural.replace('_', ' ')} with what it refers to."
                )
                head = Code("{} extends {}", *names)
                yield InterfaceView(doc(text), head, rows, command.pointer)

    def _relation(self, entity: Entity, name: str) -> PropertyView:
        relation = next(each for each in entity.relations if each.name == name)
        target = self.types.own(f"{relation.target}Read")
        column = next((f for f in entity.columns if f.name == relation.column), None)
        dangles = (
            column is not None
            and column.reference is not None
            and not column.reference.constraint
        )
        if relation.kind != "one":
            target = list_of(target)
        elif relation.nullable or dangles:
            target = union((target, NULL))
        return PropertyView(NO_DOC, TsProperty(name), target, relation.pointer)

    def _part(
        self,
        entity: Entity,
        suffix: str,
        fields: Sequence[Field],
        direction: Direction,
        text: str,
    ) -> InterfaceView:
        name = self.types.own(f"{entity.name}{suffix}")
        return InterfaceView(
            doc(text),
            name,
            self._properties(fields, direction, entity),
            entity.pointer,
        )

    def _update(self, entity: Entity, text: str) -> InterfaceView:
        properties = tuple(
            PropertyView(
                doc(f.description, 2),
                Code("{}?", TsProperty(f.name)),
                self._changed(f, entity),
                f.pointer,
            )
            for f in entity.changed
        )
        name = self.types.own(f"{entity.name}Update")
        return InterfaceView(doc(text), name, properties, entity.pointer)

    def _changed(self, field: Field, entity: Entity) -> Code:
        """Write the type of a change: null only where null is a value, since absent is something else."""
        value = self.types.value(field, "in", entity)
        return union((value, NULL)) if field.nullable else value

    def _joint(
        self, entity: Entity, suffix: str, other: str, text: str
    ) -> InterfaceView:
        own = self.types.own
        names = (
            own(f"{entity.name}{suffix}"),
            own(f"{entity.name}Key"),
            own(f"{entity.name}{other}"),
        )
        head = Code("{} extends {}, {}", *names)
        return InterfaceView(doc(text), head, (), entity.pointer)

    def _query(
        self, entity: Entity, command: Command, listing: Listing
    ) -> InterfaceView:
        sort = ", ".join(listing.sort)
        rows = [*(KEYSET if listing.pages == "keyset" else OFFSET)]
        if listing.sort:
            rows.append(
                (
                    "sort",
                    TEXT,
                    f"Fields separated by commas, `-` for descending; of: {sort}.",
                )
            )
        at = command.pointer
        paging = [_optional(name, type_, text, at) for name, type_, text in rows]
        filters = [
            _optional(
                f.name,
                self._filter(entity, f),
                f.field.description,
                f"{at}/filters/{f.name}",
            )
            for f in listing.filters
        ]
        text = (
            f"Which {entity.plural.replace('_', ' ')} are listed, and in which order."
        )
        name = self.types.own(f"{entity.name}Query")
        return InterfaceView(doc(text), name, (*paging, *filters), at)

    def _filter(self, entity: Entity, filter_: Filter) -> Code:
        if filter_.operator == "null":
            return FLAG
        if filter_.operator in LIKE_TEXT:
            return TEXT
        plain = self.types.value(filter_.field, "in", entity)
        return list_of(plain) if filter_.operator == "in" else plain

    def _custom_query(self, command: Command, listing: Listing) -> InterfaceView:
        pages = (
            [row for row in KEYSET if row[0] != "total"]
            if listing.pages == "keyset"
            else OFFSET
        )
        paging = tuple(_optional(*row, command.pointer) for row in pages)
        name = self.types.own(f"{command.class_name}Query")
        if command.input is not None:
            name = Code("{} extends {}", name, self.types.own(command.input.name))
        text = doc("Which page is asked for.")
        return InterfaceView(text, name, paging, command.pointer)

    def _properties(
        self,
        fields: Sequence[Field],
        direction: Direction,
        entity: Entity | None = None,
    ) -> tuple[PropertyView, ...]:
        return tuple(
            PropertyView(
                doc(field.description, 2),
                (
                    Code("{}?", TsProperty(field.name))
                    if is_optional(field, direction)
                    else TsProperty(field.name)
                ),
                self.types.field(field, direction, entity),
                field.pointer,
            )
            for field in fields
        )


_KINDS = ("create", "list", "get", "update", "replace", "delete")


def _optional(name: str, type_: Code, text: str, pointer: str) -> PropertyView:
    return PropertyView(doc(text, 2), Code("{}?", TsProperty(name)), type_, pointer)


def doc(text: str, indent: int = 0) -> Code:
    """Give a documentation comment; nothing for a text without words."""
    return TsDoc(text, indent) if text.strip() else NO_DOC
