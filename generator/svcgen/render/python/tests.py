"""The tests of an emitted service: each operation over real sockets, and who may not."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.graph import ServiceGraph
from svcgen.graph.commands import Command, Route
from svcgen.graph.entities import Entity
from svcgen.graph.service import Noun
from svcgen.layout.expressions import Text
from svcgen.naming import (
    Code,
    CommandName,
    ConstName,
    FieldName,
    Ident,
    PyLit,
)
from svcgen.render.python.commands import wired_command
from svcgen.render.python.computed import computed_tests
from svcgen.render.python.context import Context
from svcgen.render.python.factories import FunctionsView, FunctionView, kept, maker
from svcgen.render.python.module import Module, View, doc
from svcgen.render.python.samples import sample

INDENT, INNER = 4, 8


def build_conftest(context: Context, graph: ServiceGraph) -> View:
    """Show what every test uses."""
    module = Module(context)
    module.add("collections.abc", "AsyncIterator")
    module.add("pytest", "")
    module.use("TestService")
    module.own("app", "service")
    return View(
        module,
        doc(
            "What every test uses: the service, on a database and names of its own.", ""
        ),
    )


def build_service_test(context: Context, graph: ServiceGraph) -> View:
    """Show the test that every service has: it starts."""
    module = Module(context)
    module.use("TestService")
    module.add("httpx", "AsyncClient")
    return View(module, doc(f"Does {graph.service.name} start?", ""))


def build_tests(context: Context, noun: Noun) -> FunctionsView:
    """Show the tests of a noun."""
    module = Module(context)
    functions = [
        *_refusals(module, noun),
        *(each for command in noun.commands for each in _tests(module, noun, command)),
    ]
    if noun.entity is not None:
        functions += computed_tests(module, noun.entity)
    if functions:
        module.use("TestService")
    return FunctionsView(
        module,
        doc(f"Tests of {noun.name.replace('_', ' ')}, over real sockets.", ""),
        tuple(functions),
    )


def _refusals(module: Module, noun: Noun) -> Iterator[FunctionView]:
    """Give the tests of who may not: without a token, and without the roles."""
    guarded = [c for c in noun.commands if c.access.kind != "public" and c.routes]
    roled = [c for c in guarded if c.access.roles]
    rows = (
        (
            guarded,
            "test_needs_a_token",
            "None",
            401,
            "Without a token nothing is done.",
        ),
        (
            roled,
            "test_needs_its_roles",
            "()",
            403,
            "Without the roles nothing is done.",
        ),
    )
    for commands, name, roles, status, text in rows:
        if commands:
            module.mark(name, noun.pointer, name)
            yield _refusal(module, commands, (name, roles, status, text))


def _refusal(
    module: Module, commands: list[Command], row: tuple[str, str, int, str]
) -> FunctionView:
    layout = module.layout
    name, roles, status, text = row
    module.add("pytest", "")
    calls: list[Text] = []
    for command in commands:
        route = command.routes[0]
        calls.append(
            layout.tuple_of(
                [PyLit(route.method), PyLit(_plain_path(module, route, command))]
            )
        )
    marks = layout.call(
        "pytest.mark.parametrize",
        [layout.tuple_of(['"method"', '"path"']), layout.list_of(calls)],
    )
    head = layout.signature(
        "async def", Ident(name), ["running: TestService", "method: str", "path: str"]
    )
    return FunctionView(
        Code("{}\n{}", layout.decorator(marks), head),
        doc(text, "", INDENT),
        (
            layout.statement(
                "async with ", f"running.http({roles}) as client:", INDENT
            ),
            Code(
                "    {}",
                layout.statement(
                    "answer = await ",
                    layout.call("client.request", ["method", "path"]),
                    INNER,
                ),
            ),
            layout.bare(f"assert answer.status_code == {status}", INDENT),
        ),
    )


def _plain_path(module: Module, route: Route, command: Command) -> str:
    """Give a path that fits the route, about a row that need not be there."""
    path = route.path
    fields = {f.name: f for f in (command.input.fields if command.input else ())}
    if command.entity:
        fields |= {
            field.name: field
            for field in module.context.graph.entity(command.entity).key
        }
    for name in route.path_parameters:
        scalar = fields[name].type.name if name in fields else "string"
        sample_text = {
            "uuid": "00000000-0000-7000-8000-000000000000",
            "datetime": "2000-01-01T00:00:00Z",
            "date": "2000-01-01",
        }.get(scalar, "1")
        path = path.replace(f"{{{name}}}", sample_text)
    return path


def _tests(module: Module, noun: Noun, command: Command) -> Iterator[FunctionView]:
    if command.kind == "custom":
        test = _not_written(module, noun, command)
        if test is not None:
            yield test
        return
    entity = module.context.graph.entity(command.entity or "")
    if command.access.kind == "owner" or maker(Module(module.context), entity) is None:
        return
    if command.kind != "delete" and _works_out(module, entity, command):
        return
    if command.routes and command.kind in ("create", "get", "list", "delete"):
        yield _http_test(module, entity, command)
    if command.name in module.context.packages and command.kind in (
        "create",
        "get",
        "list",
    ):
        yield _ws_test(module, entity, command)


def _works_out(module: Module, entity: Entity, command: Command) -> bool:
    """Does an answer hold what the owner has yet to write, of the row or of what is given with it?"""
    graph = module.context.graph
    given = [r.target for r in entity.relations if r.name in command.include]
    return any(each.computed for each in (entity, *map(graph.entity, given)))


def _not_written(module: Module, noun: Noun, command: Command) -> FunctionView | None:
    """Give the test that holds until the owner writes the command."""
    layout = module.layout
    trial = Module(module.context)
    fields = command.input.fields if command.input else ()
    if any(sample(trial, field) is None for field in fields if field.required):
        return None
    given: list[Text] = []
    for field in fields:
        value = sample(module, field) if field.required else None
        if value is not None:
            given.append(layout.named(FieldName(field.name), value))
    module.add("pytest", "")
    arguments = (
        [layout.call(module.schema(command.input.name), given)] if command.input else []
    )
    made = wired_command(module, command, noun.name)
    call = layout.call(f"{made}.execute", arguments)
    numbered = any(
        "number" in (each if isinstance(each, str) else each.flat) for each in given
    )
    lines = [Code("number = 1")] if numbered else []
    unit = layout.call("running.service.unit_of_work", [PyLit(command.name)])
    error = module.use("CommandNotWritten")
    lines += [
        layout.statement("async with ", f"{unit.flat}:", INDENT),
        Code("    {}", layout.statement("with ", f"pytest.raises({error}):", INNER)),
        Code("        {}", layout.bare(call, INNER + INDENT, "await ")),
    ]
    name = Ident(f"test_{command.name}_is_not_written_yet")
    module.mark(name, command.pointer, "is_not_written_yet")
    head = layout.signature("async def", name, ["running: TestService"])
    text = f"Replace this when {command.name} is written."
    return FunctionView(head, doc(text, "", INDENT), tuple(lines))


def _make_row(module: Module, entity: Entity, kind: str) -> list[Code]:
    """Give the lines that keep a row; a test of a list does not look at it."""
    make = module.add("factories", f"make_{entity.snake}")
    call = module.layout.call(make)
    start = "await " if kind == "list" else f"{CommandName(entity.snake)} = await "
    return [
        Code('async with running.service.unit_of_work("test"):'),
        Code("    {}", module.layout.bare(call, INNER, start)),
    ]


def _roles(module: Module, command: Command) -> str:
    if command.access.kind == "public":
        return ""
    return f"[{', '.join(module.role(role) for role in command.access.roles)}]"


def _http_test(module: Module, entity: Entity, command: Command) -> FunctionView:
    layout = module.layout
    route = command.routes[0]
    lines = [] if command.kind == "create" else _make_row(module, entity, command.kind)
    arguments: list[Text] = [PyLit(route.path)]
    if command.kind == "create":
        lines += _row_data(module, entity)
        arguments.append(layout.named("json", "data"))
    elif command.kind != "list":
        keys = "/".join(
            f"{{{entity.snake}.{FieldName(field.name)}}}" for field in entity.key
        )
        prefix = route.path.split("{")[0]
        arguments = [_key_path(module, entity, prefix, keys)]
    call = layout.call(f"client.{route.method.lower()}", arguments)
    lines += [
        layout.statement(
            "async with ", f"running.http({_roles(module, command)}) as client:", INDENT
        ),
        Code("    {}", layout.statement("answer = await ", call, INNER)),
        layout.bare(f"assert answer.status_code == {route.status}", INDENT),
    ]
    if command.kind == "list":
        lines.append(layout.bare('assert len(answer.json()["items"]) == 1', INDENT))
    name = Ident(f"test_{command.name}_over_http")
    module.mark(name, command.pointer, "over_http")
    head = layout.signature("async def", name, ["running: TestService"])
    return FunctionView(head, doc(command.description, "", INDENT), tuple(lines))


def _key_path(module: Module, entity: Entity, prefix: str, keys: str) -> str:
    """Write the path of a row; times go in with their offset, percent-encoded by the client."""
    shown = keys
    for field in entity.key:
        if field.type.name in ("datetime", "unix_timestamp"):
            row = f"{entity.snake}.{FieldName(field.name)}"
            shown = shown.replace(f"{{{row}}}", f"{{{row}:%Y-%m-%dT%H:%M:%SZ}}")
    return f'f"{PyLit(prefix)[1:-1]}{shown}"'


def _row_data(module: Module, entity: Entity) -> list[Code]:
    """Give the lines that make a row's JSON, with the rows it refers to kept before."""
    layout = module.layout
    made = maker(Module(module.context), entity)
    lines: list[Code] = []
    given: list[Text] = []
    parents = made.parents if made else ()
    if parents:
        lines.append(Code('async with running.service.unit_of_work("test"):'))
    for position, (_, parent) in enumerate(parents, 1):
        call = layout.call(module.add("factories", f"make_{parent.snake}"))
        lines.append(
            Code("    {}", layout.statement(f"parent_{position} = await ", call, INNER))
        )
        given.append(f"parent_{position}.{FieldName(parent.key[0].name)}")
    for position, (_, parent) in enumerate(parents, 1):
        lines.extend(kept(module, f"parent_{position}", parent))
    data = layout.call(module.add("factories", f"{entity.snake}_data"), given)
    dumped = layout.chain(data, [("model_dump", [layout.named("mode", '"json"')])])
    lines.append(layout.assign("data", dumped, INDENT))
    return lines


def _ws_test(module: Module, entity: Entity, command: Command) -> FunctionView:
    layout = module.layout
    package = module.context.packages[command.name]
    number = f"{module.own('contract.packages', 'PkgID')}.{ConstName(package.name)}"
    lines = [] if command.kind == "create" else _make_row(module, entity, command.kind)
    arguments: list[Text] = [number]
    if command.kind == "create":
        lines += _row_data(module, entity)
        arguments.append("data")
    elif command.kind == "get":
        schema = module.schema(f"{entity.name}Key")
        lines.extend(kept(module, CommandName(entity.snake), entity))
        keys = [
            layout.named(FieldName(f.name), f"{entity.snake}.{FieldName(f.name)}")
            for f in entity.key
        ]
        dumped = layout.chain(
            layout.call(schema, keys),
            [("model_dump", [layout.named("mode", '"json"')])],
        )
        lines.append(layout.assign("key", dumped, INDENT))
        arguments.append("key")
    call = layout.call("socket.call", arguments)
    lines += [
        layout.statement(
            "async with ",
            f"running.websocket({_roles(module, command)}) as socket:",
            INDENT,
        ),
        Code("    {}", layout.statement("reply = await ", call, INNER)),
        layout.bare("assert reply.status_code == 0", INDENT),
    ]
    name = Ident(f"test_{command.name}_over_websocket")
    module.mark(name, package.pointer, "over_websocket")
    head = layout.signature("async def", name, ["running: TestService"])
    return FunctionView(head, doc(command.description, "", INDENT), tuple(lines))
