"""Repositories, commands and the wiring between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svcgen.graph.commands import Command, Dependency
from svcgen.graph.entities import Entity
from svcgen.graph.service import Noun, Provider
from svcgen.graph.types import Field
from svcgen.layout.expressions import Text
from svcgen.naming import ClassName, Code, CommandName, FieldName, Ident, PyLit
from svcgen.render.python.access import loader_name
from svcgen.render.python.context import Context
from svcgen.render.python.module import Module, View, doc, one
from svcgen.render.python.schemas import bare, detail_name
from svcgen.render.python.types import type_name

INDENT, INNER = 4, 8
PAGES = {"keyset": "KeysetPage", "offset": "OffsetPage"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a command's execute."""

    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class Finder:
    """A way to find a row by a unique field."""

    head: Code
    doc: Code
    body: Code


@dataclass(frozen=True, slots=True)
class RepositoryView(View):
    """A repository."""

    class_head: Code
    class_doc: Code
    body: tuple[Code, ...]
    finders: tuple[Finder, ...]


@dataclass(frozen=True, slots=True)
class CommandView:
    """A command's class."""

    head: Code
    doc: Code
    init: Code
    attributes: tuple[Code, ...]
    execute: Code
    body: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class CommandsView(View):
    """A module of commands."""

    commands: tuple[CommandView, ...]


@dataclass(frozen=True, slots=True)
class Factory:
    """A function that makes a command with what it asks for."""

    head: Code
    doc: Code
    body: Code


@dataclass(frozen=True, slots=True)
class WiringView(View):
    """A module of factories."""

    factories: tuple[Factory, ...]


def key_type(module: Module, entity: Entity) -> str:
    """Give the type of an entity's key; a composite one is a tuple."""
    parts = [type_name(module, field.type, plain=True) for field in entity.key]
    return parts[0] if len(parts) == 1 else f"tuple[{', '.join(parts)}]"


def repository_name(entity: Entity) -> ClassName:
    """Give the name of an entity's repository class."""
    return ClassName(f"{entity.name}Repository")


def build_repository(context: Context, entity: Entity) -> RepositoryView:
    """Show an entity's repository."""
    module = Module(context)
    layout = module.layout
    name = repository_name(entity)
    module.mark(name, entity.pointer)
    model = module.own(f"contract.models.{entity.snake}", ClassName(entity.name))
    base = layout.subscript(module.use("Repository"), [model, key_type(module, entity)])
    body = [layout.assign("model", model, INDENT)]
    if entity.database != "main":
        body.append(layout.assign("database", PyLit(entity.database), INDENT))
    finders = tuple(
        _finder(module, entity, field) for field in entity.fields if field.unique
    )
    plural = entity.plural.replace("_", " ")
    return RepositoryView(
        module,
        doc(f"Data access: {plural}.", ""),
        layout.class_header(name, [base]),
        doc(f"Where {plural} are kept.", "", INDENT),
        tuple(body),
        finders,
    )


def _finder(module: Module, entity: Entity, field: Field) -> Finder:
    layout = module.layout
    name, written = Ident(f"get_by_{field.name}"), FieldName(field.name)
    module.mark(f"{repository_name(entity)}.{name}", field.pointer)
    params = ["self", f"{written}: {type_name(module, field.type, plain=True)}"]
    head = layout.signature(
        "async def", name, params, f"{ClassName(entity.name)} | None", INDENT
    )
    text = f"Give the {entity.snake.replace('_', ' ')} with this {written.replace('_', ' ')}."
    call = layout.call("self.find_one", [layout.named(written, written)])
    return Finder(
        head, doc(text, "", INNER), layout.statement("return await ", call, INNER)
    )


def parameters(module: Module, command: Command) -> list[Parameter]:
    """Give what a command's execute takes, in order."""
    if command.kind == "custom":
        return (
            [Parameter("data", module.schema(command.input.name))]
            if command.input
            else []
        )
    entity = module.context.graph.entity(command.entity or "")
    if command.kind == "create":
        return [Parameter("data", module.schema(f"{entity.name}Create"))]
    if command.kind == "list":
        return [Parameter("query", module.schema(f"{entity.name}Query"))]
    keys = [
        Parameter(FieldName(f.name), type_name(module, f.type, plain=True))
        for f in entity.key
    ]
    if command.kind == "update":
        return [*keys, Parameter("changes", module.schema(f"{entity.name}Update"))]
    if command.kind == "replace":
        return [*keys, Parameter("data", module.schema(f"{entity.name}Create"))]
    return keys


def output_type(module: Module, command: Command) -> str:
    """Give what a command's execute gives back."""
    output = command.output
    if output.kind == "none" or output.type is None:
        return "None"
    if command.include:
        item = module.schema(detail_name(command))
    else:
        item = type_name(module, output.type)
    if output.kind == "page":
        return f"{module.use(PAGES[output.pages])}[{item}]"
    return f"list[{item}]" if output.kind in ("list", "stream") else item


def build_commands(context: Context, commands: tuple[Command, ...]) -> CommandsView:
    """Show the commands of one file."""
    module = Module(context)
    views = tuple(_command(module, command) for command in commands)
    first = commands[0]
    title = (
        first.description
        if len(commands) == 1
        else f"Business logic: {first.group.replace('_', ' ')}."
    )
    return CommandsView(
        module, doc(title, f"{first.name.replace('_', ' ').capitalize()}."), views
    )


def _command(module: Module, command: Command) -> CommandView:
    layout = module.layout
    name = ClassName(command.class_name)
    module.mark(name, command.pointer)
    needs = [(CommandName(use.attribute), _needed(module, use)) for use in command.uses]
    init = layout.signature(
        "def", "__init__", ["self", *(f"{a}: {t}" for a, t in needs)], "None", INDENT
    )
    params = [f"{each.name}: {each.annotation}" for each in parameters(module, command)]
    execute = layout.signature(
        "async def", "execute", ["self", *params], output_type(module, command), INDENT
    )
    fallback = f"{command.name.replace('_', ' ').capitalize()}."
    return CommandView(
        head=layout.class_header(name),
        doc=doc(command.description, fallback, INDENT),
        init=init if needs else Code(""),
        attributes=tuple(layout.assign(f"self.{a}", a, INNER) for a, _ in needs),
        execute=execute,
        body=tuple(_body(module, command)),
    )


def _needed(module: Module, use: Dependency) -> str:
    if use.kind == "repository":
        entity = module.context.graph.entity(use.name)
        return module.own(f"repositories.{entity.snake}", repository_name(entity))
    return module.add(*provider_of(module, use.name).type)


def _body(module: Module, command: Command) -> Iterator[Code]:
    """Give the lines of execute: an entity's operation is whole, all others are the owner's to write."""
    layout = module.layout
    if command.kind == "custom":
        error = layout.call(module.use("CommandNotWritten"), [PyLit(command.name)])
        yield layout.statement("raise ", error, INNER)
        return
    entity = module.context.graph.entity(command.entity or "")
    rows, row = f"self.{CommandName(entity.plural)}", CommandName(entity.snake)
    key = ", ".join(FieldName(field.name) for field in entity.key)
    key = key if len(entity.key) == 1 else f"({key})"
    if command.kind == "delete":
        yield layout.bare(layout.call(f"{rows}.delete", [key]), INNER, "await ")
        return
    read = module.schema(
        detail_name(command) if command.include else f"{entity.name}Read"
    )
    included: list[Text] = []
    if command.include:
        names = layout.tuple_of([PyLit(FieldName(name)) for name in command.include])
        included = [layout.named("include", names)]
    if command.kind == "list":
        call = layout.call(f"{rows}.page", ["query", *included])
        yield layout.statement("page = await ", call, INNER)
        yield layout.returns(layout.call("page.map", [f"{read}.model_validate"]), INNER)
        return
    args: dict[str, list[Text]] = {
        "create": ["data"],
        "get": [key, *included],
        "update": [key, "changes"],
        "replace": [key, "data"],
    }
    method = "require" if command.kind == "get" else command.kind
    yield layout.statement(
        f"{row} = await ", layout.call(f"{rows}.{method}", args[command.kind]), INNER
    )
    yield from _announcements(module, command, entity)
    yield layout.returns(layout.call(f"{read}.model_validate", [row]), INNER)


def _announcements(module: Module, command: Command, entity: Entity) -> Iterator[Code]:
    """Publish and push what the row itself can fill; the rest is the owner's to write."""
    layout, graph = module.layout, module.context.graph
    messages = [each for each in graph.messages if each.name in command.publishes]
    pushes = [each for each in graph.pushes if each.name in command.pushes]
    sent = [(f"messages.{m.snake}", m.name, m.body, "publish") for m in messages]
    sent += [
        (f"pushes.{p.snake}", p.class_name, p.body, "send" if p.room else "broadcast")
        for p in pushes
    ]
    for place, name, body, method in sent:
        given = [_from_row(entity, field) for field in body.fields]
        if all(given):
            made = layout.call(
                module.own(f"contract.{place}", ClassName(name)),
                [
                    layout.named(FieldName(f.name), value or "")
                    for f, value in zip(body.fields, given, strict=True)
                ],
                suffix=f".{method}()",
            )
            yield layout.bare(made, INNER, "await ")


def _from_row(entity: Entity, field: Field) -> str | None:
    """Give the attribute of a row that fills a field: of its name and type, or the row's key."""
    columns = {column.name: column for column in entity.columns}
    columns.setdefault(f"{entity.snake}_{entity.key[0].name}", entity.key[0])
    column = columns.get(field.name)
    if column is None or (column.nullable and not field.nullable):
        return None
    counted = entity.key_kind in ("int", "bigint") and column is entity.key[0]
    if counted or bare(column.type) != bare(field.type):
        return None
    return f"{CommandName(entity.snake)}.{FieldName(column.name)}"


def build_wiring(context: Context, noun: Noun) -> WiringView:
    """Show how each command of a noun gets what it asks for."""
    module = Module(context)
    factories = [_factory(module, command) for command in noun.commands]
    if noun.entity is not None:
        owned = context.owned.get(noun.entity.name, ())
        factories.extend(_loader(module, noun.entity, names) for names in owned)
    title = f"How the commands of {noun.name.replace('_', ' ')} get what they ask for."
    return WiringView(module, doc(title, ""), tuple(factories))


def _loader(module: Module, entity: Entity, names: tuple[str, ...]) -> Factory:
    """Write the function that an ownership rule loads a row with."""
    layout = module.layout
    name = loader_name(entity, names)
    module.mark(name, entity.pointer)
    model = module.own(f"contract.models.{entity.snake}", ClassName(entity.name))
    repository = module.own(f"repositories.{entity.snake}", repository_name(entity))
    pairs = list(zip(names, entity.key, strict=True))
    params = [
        f"{FieldName(given)}: {type_name(module, field.type, plain=True)}"
        for given, field in pairs
    ]
    key = ", ".join(FieldName(given) for given in names)
    call = layout.call(
        f"{repository}().require", [key if len(names) == 1 else f"({key})"]
    )
    return Factory(
        layout.signature("async def", name, params, model),
        doc(f"Load {one(entity.snake)}, to tell whose it is.", "", INDENT),
        layout.statement("return await ", call, INDENT),
    )


def _factory(module: Module, command: Command) -> Factory:
    layout = module.layout
    name = CommandName(command.name)
    module.mark(name, command.pointer)
    made = module.own(f"commands.{command.group}", ClassName(command.class_name))
    args = [_given(module, use) for use in command.uses]
    start = "async def" if _waits(module, command) else "def"
    return Factory(
        layout.signature(start, name, (), made),
        doc(f"Make the command {name}.", "", INDENT),
        layout.returns(layout.call(made, args), INDENT),
    )


def _given(module: Module, use: Dependency) -> Text:
    """Write where what a command asks for comes from."""
    layout, needed = module.layout, _needed(module, use)
    if use.kind == "repository":
        return layout.call(needed)
    asked: list[Text] = [needed, PyLit(use.name)]
    if provider_of(module, use.name).scope == "unit":
        return layout.call(f"await {module.use('use_unit_provider')}", asked)
    return layout.call(module.use("use_provider"), asked)


def _waits(module: Module, command: Command) -> bool:
    """Does a command ask for what is made for each unit of work, which may take a while?"""
    return any(
        use.kind == "provider" and provider_of(module, use.name).scope == "unit"
        for use in command.uses
    )


def provider_of(module: Module, name: str) -> Provider:
    """Give a provider by its name."""
    return next(each for each in module.context.graph.providers if each.name == name)


def wired_command(module: Module, command: Command, noun: str) -> str:
    """Import the wiring of a noun and write one of its commands, made."""
    module.add(f"{module.package}.wiring", f"{CommandName(noun)} as wiring")
    made = f"wiring.{CommandName(command.name)}()"
    return f"(await {made})" if _waits(module, command) else made
