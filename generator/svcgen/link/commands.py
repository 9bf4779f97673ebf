"""Commands: those of entities, those written out, and those that packages imply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from svcgen.graph.commands import Command, Dependency, Filter, Listing, Output, Route
from svcgen.graph.entities import Entity
from svcgen.graph.types import Field, ObjectType, TypeRef
from svcgen.link.access import link_access
from svcgen.link.fields import FieldLinker, link_object, link_output
from svcgen.link.names import Names, pointer
from svcgen.naming import pascal_case, snake_case
from svcgen.spec.commands import CommandSpec, OutputSpec, RouteSpec
from svcgen.spec.entities import OPERATIONS, OperationSpec

ROUTES: Mapping[str, tuple[str, bool, int]] = {
    "create": ("POST", False, 201),
    "list": ("GET", False, 200),
    "get": ("GET", True, 200),
    "update": ("PATCH", True, 200),
    "replace": ("PUT", True, 200),
    "delete": ("DELETE", True, 204),
}
TEXTS: Mapping[str, str] = {
    "create": "Add {article} {noun}.",
    "list": "List {nouns}.",
    "get": "Look up {article} {noun} by its key.",
    "update": "Change some fields of {article} {noun}.",
    "replace": "Replace all fields of {article} {noun}.",
    "delete": "Delete {article} {noun}.",
}
PATH_PARAMETER = re.compile(r"{([^{}]*)}")


def operation_name(names: Names, entity: str, kind: str) -> str:
    """Give the name of an operation's command: create_author, list_authors."""
    return f"{kind}_{names.plural(entity) if kind == 'list' else snake_case(entity)}"


def link_operations(names: Names, entity: Entity) -> Iterator[Command]:
    """Link the commands that an entity's operations are."""
    spec = names.spec.entities[entity.name].operations
    for kind in OPERATIONS:
        operation: OperationSpec | None = getattr(
            spec, "list_" if kind == "list" else kind
        )
        if operation is not None:
            yield _link_operation(names, entity, kind, operation)


def _link_operation(
    names: Names, entity: Entity, kind: str, spec: OperationSpec
) -> Command:
    name = operation_name(names, entity.name, kind)
    at = pointer("entities", entity.name, "operations", kind)
    read = TypeRef("entity", entity.name)
    output = {"delete": Output("none"), "list": Output("page", read, spec.pages)}.get(
        kind, Output("one", read)
    )
    return Command(
        name=name,
        class_name=pascal_case(name),
        kind=kind,  # type: ignore[arg-type]
        group=name,
        noun=entity.snake,
        pointer=at,
        description=spec.description or _operation_text(entity, kind),
        access=link_access(names, spec.roles, spec.public, entity.name),
        output=output,
        entity=entity.name,
        listing=_listing(entity, spec) if kind == "list" else None,
        include=tuple(spec.include),
        uses=(Dependency(entity.plural, "repository", entity.name),),
        routes=(_operation_route(entity, kind, at),) if spec.http else (),
        package=spec.package.name if spec.package else None,
        publishes=tuple(spec.publishes),
        pushes=tuple(spec.pushes),
        metadata=tuple(spec.metadata.items()),
    )


def _operation_text(entity: Entity, kind: str) -> str:
    noun = entity.snake.replace("_", " ")
    article = "an" if noun[0] in "aeiou" else "a"
    return TEXTS[kind].format(
        article=article, noun=noun, nouns=entity.plural.replace("_", " ")
    )


def _operation_route(entity: Entity, kind: str, at: str) -> Route:
    method, one, status = ROUTES[kind]
    keys = tuple(field.name for field in entity.key) if one else ()
    path = "/" + "/".join((entity.path, *(f"{{{key}}}" for key in keys)))
    return Route(method, path, keys, (), (), status, at)


def _listing(entity: Entity, spec: OperationSpec) -> Listing:
    fields = {field.name: field for field in entity.columns}
    relations = {
        relation.name: relation.column
        for relation in entity.relations
        if relation.column
    }
    filters: list[Filter] = []
    for name in spec.filters:
        base, _, operator = name.partition("__")
        column = relations.get(base, base)
        written = f"{column}__{operator}" if operator else column
        filters.append(Filter(written, fields[column], operator or "eq"))
    sort = tuple(relations.get(name, name) for name in spec.sort)
    return Listing(spec.pages, tuple(filters), sort)


def link_command(names: Names, name: str, spec: CommandSpec, at: str) -> Command:
    """Link a command that is written out, or implied by a package."""
    class_name = pascal_case(name)
    taken = link_object(
        names, f"{class_name}Input", spec.input, f"{at}/input", spec.description
    )
    pages = spec.output is not None and spec.output.page is not None
    body = taken if taken.fields or pages else None
    return Command(
        name=name,
        class_name=class_name,
        kind="custom",
        group=spec.group or name,
        noun=spec.group or name,
        pointer=at,
        description=spec.description,
        access=link_access(names, spec.roles, spec.public),
        output=_output(names, class_name, spec.output, at),
        input=body,
        result=_result(names, class_name, spec.output, at),
        listing=_custom_listing(spec.output),
        uses=tuple(_dependencies(names, spec)),
        routes=tuple(_route(route, body, f"{at}/http") for route in spec.http),
        package=spec.package.name if spec.package else None,
        publishes=tuple(spec.publishes),
        pushes=tuple(spec.pushes),
        errors=tuple(spec.errors),
        metadata=tuple(spec.metadata.items()),
    )


def _custom_listing(output: OutputSpec | None) -> Listing | None:
    if output is None or output.page is None:
        return None
    return Listing("keyset", order=tuple(output.by or ()))


def _output(names: Names, class_name: str, spec: OutputSpec | None, at: str) -> Output:
    if spec is None:
        return Output("none")
    if spec.fields is not None:
        return Output("one", TypeRef("object", f"{class_name}Output"))
    if spec.page is not None:
        return Output("page", TypeRef("entity", spec.page))
    if spec.list_ is not None:
        return Output("list", read_type(names, spec.list_))
    if spec.stream is not None:
        return Output("stream", read_type(names, spec.stream))
    return Output("one", read_type(names, spec.type or ""))


def read_type(names: Names, name: str) -> TypeRef:
    """Link a type that is given out: an entity means its Read class."""
    if name in names.spec.entities:
        return TypeRef("entity", name)
    return FieldLinker(names, "", "").named_type(name)


def _result(
    names: Names, class_name: str, spec: OutputSpec | None, at: str
) -> ObjectType | None:
    """Link the object that a command with written-out output fields gives back."""
    if spec is None or spec.fields is None:
        return None
    return link_output(names, f"{class_name}Output", spec.fields, f"{at}/output")


def _dependencies(names: Names, spec: CommandSpec) -> Iterator[Dependency]:
    """Give what a command asks for: the entities it names, then what `uses` adds."""
    output = spec.output
    named = [field.type_name for field in spec.input.values()]
    if output is not None:
        named += [
            name
            for name in (output.type, output.list_, output.page, output.stream)
            if name
        ]
    seen: set[str] = set()
    for name in (*named, *spec.uses):
        if name in seen or (
            name not in names.spec.entities and name not in names.spec.providers
        ):
            continue
        seen.add(name)
        kind = "repository" if name in names.spec.entities else "provider"
        attribute = names.plural(name) if kind == "repository" else name
        yield Dependency(
            attribute, "repository" if kind == "repository" else "provider", name
        )


def _route(spec: RouteSpec, body: ObjectType | None, at: str) -> Route:
    fields: tuple[Field, ...] = body.fields if body else ()
    path = tuple(PATH_PARAMETER.findall(spec.path))
    rest = [field.name for field in fields if field.name not in path]
    written = set(spec.query or ())
    in_query = (
        rest
        if spec.method in ("GET", "DELETE")
        else [name for name in rest if name in written]
    )
    in_body = tuple(name for name in rest if name not in in_query)
    status = spec.status or 200
    return Route(spec.method, spec.path, path, tuple(in_query), in_body, status, at)
