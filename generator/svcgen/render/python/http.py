"""HTTP routes: thin adapters from a request to a command."""

from __future__ import annotations

from dataclasses import dataclass

from svcgen.graph.clashes import may_clash
from svcgen.graph.commands import Command, Route
from svcgen.graph.routes import order_routes
from svcgen.graph.service import Noun
from svcgen.graph.types import Field
from svcgen.layout.expressions import Prefixed, Text
from svcgen.naming import ClassName, Code, CommandName, FieldName, Ident, PyLit
from svcgen.render.python.access import access_rule, key_names
from svcgen.render.python.commands import output_type, parameters, wired_command
from svcgen.render.python.context import Context
from svcgen.render.python.module import Module, View, doc
from svcgen.render.python.schemas import bare
from svcgen.render.python.types import annotation, literal

INDENT = 4


@dataclass(frozen=True, slots=True)
class EndpointView:
    """A function behind a decorator: how every kind of trigger is written."""

    decorator: Code
    head: Code
    doc: Code
    body: Code


@dataclass(frozen=True, slots=True)
class RouterView(View):
    """A module of endpoints on one router."""

    router: Code
    endpoints: tuple[EndpointView, ...]


def wiring_call(
    module: Module, command: Command, arguments: list[Text], returned: bool, noun: str
) -> Code:
    """Write the call of a command: all that an adapter does."""
    made = wired_command(module, command, noun)
    call = module.layout.call(f"{made}.execute", arguments)
    if returned:
        return module.layout.statement("return await ", call, INDENT)
    return module.layout.bare(call, INDENT, "await ")


def build_http(context: Context, noun: Noun) -> RouterView:
    """Show the HTTP routes of a noun."""
    module = Module(context)
    layout = module.layout
    endpoints: list[EndpointView] = []
    for command, route, number in order_routes(noun.commands):
        name = command.name if number == 0 else f"{command.name}_{number + 1}"
        module.mark(name, route.pointer)
        endpoints.append(_endpoint(module, noun, command, route, name))
    tags = layout.list_of([PyLit(noun.entity.plural if noun.entity else noun.name)])
    router = layout.assign(
        "router", layout.call(module.use("Router"), [layout.named("tags", tags)])
    )
    title = f"HTTP routes of {noun.name.replace('_', ' ')}."
    return RouterView(module, doc(title, ""), router, tuple(endpoints))


def _endpoint(
    module: Module, noun: Noun, command: Command, route: Route, name: str
) -> EndpointView:
    layout = module.layout
    params, arguments = _signature(module, command, route)
    returned = output_type(module, command)
    head = layout.signature("async def", CommandName(name), params, returned)
    return EndpointView(
        decorator=layout.decorator(_decorator(module, command, route)),
        head=head,
        doc=doc(command.description, f"{name.replace('_', ' ').capitalize()}.", INDENT),
        body=wiring_call(module, command, arguments, returned != "None", noun.name),
    )


def _decorator(module: Module, command: Command, route: Route) -> Text:
    layout = module.layout
    args: list[Text] = [
        PyLit(route.path),
        layout.named(
            "access", access_rule(module, command.access, key_names(module, command))
        ),
    ]
    status = (
        204 if command.output.kind == "none" and route.status == 200 else route.status
    )
    if status != 200:
        args.append(layout.named("status", PyLit(status)))
    errors = _errors(module, command)
    if errors:
        args.append(layout.named("errors", layout.tuple_of(errors)))
    if command.metadata:
        pairs = [(PyLit(key), PyLit(value)) for key, value in command.metadata]
        args.append(layout.named("metadata", layout.dict_of(list(pairs))))
    return layout.call(f"router.{Ident(route.method.lower())}", args)


def _errors(module: Module, command: Command) -> list[Text]:
    """Give what may be answered besides what every route may answer."""
    graph = module.context.graph
    known = {error.name: error.class_name for error in graph.errors}
    names: list[Text] = [
        module.own("contract.errors", ClassName(known[name])) for name in command.errors
    ]
    return [module.use("Conflict"), *names] if may_clash(graph, command) else names


def _signature(
    module: Module, command: Command, route: Route
) -> tuple[list[Text], list[Text]]:
    """Give an endpoint's parameters and what it hands to the command."""
    layout = module.layout
    if command.kind == "list":
        query = parameters(module, command)[0]
        return [_annotated(module, "query", query.annotation, "Query")], ["query"]
    if command.kind != "custom":
        taken = parameters(module, command)
        return [f"{each.name}: {each.annotation}" for each in taken], [
            each.name for each in taken
        ]
    if command.input is None:
        return [], []
    fields = {field.name: field for field in command.input.fields}
    whole = module.schema(command.input.name)
    in_form = any(field.type.name == "file" for field in command.input.fields)
    parted = in_form or (route.query and route.body)
    if not route.path_parameters and not parted:
        if route.query or command.output.kind == "page":
            return [_annotated(module, "data", whole, "Query")], ["data"]
        return [f"data: {whole}"], ["data"]
    names = (*route.path_parameters, *route.query, *route.body)
    required = [n for n in names if fields[n].required]
    optional = [n for n in names if not fields[n].required]
    params = [
        _parameter(module, fields[n], route, in_form) for n in (*required, *optional)
    ]
    built = layout.call(
        whole, [layout.named(FieldName(n), FieldName(n)) for n in names]
    )
    return params, [built]


def _annotated(module: Module, name: str, type_: str, source: str) -> Text:
    annotated, call = module.use("Annotated"), module.layout.call(module.use(source))
    return Prefixed(f"{name}: ", module.layout.subscript(annotated, [type_, call]))


def _place(module: Module, field: Field, route: Route, in_form: bool) -> Text:
    """Say where a parameter comes from: a file and what comes with it are parts of a form."""
    layout = module.layout
    if field.name not in route.body:
        return layout.call(module.use("Query"))
    if field.type.name == "file":
        return layout.call(module.use("File"))
    if in_form:
        return layout.call(module.use("Form"))
    return layout.call(module.use("Body"), [layout.named("embed", "True")])


def _parameter(module: Module, field: Field, route: Route, in_form: bool) -> Text:
    """Write a parameter of its own: from the path, from the query, or a part of the body."""
    layout = module.layout
    # what a file is held to is said in the schema that the command takes
    is_file = field.type.name == "file"
    written = annotation(module, bare(field.type) if is_file else field.type)
    text = written if isinstance(written, str) else written.flat
    if field.nullable or not (field.required or field.has_default):
        text = f"{text} | None"
    if field.name in route.path_parameters:
        written = text
    else:
        place = _place(module, field, route, in_form)
        written = layout.subscript(module.use("Annotated"), [text, place])
    shown = written if isinstance(written, str) else written.flat
    if field.required:
        return f"{FieldName(field.name)}: {shown}"
    value = literal(module, field.type, field.default) if field.has_default else "None"
    return f"{FieldName(field.name)}: {shown} = {value if isinstance(value, str) else value.flat}"
