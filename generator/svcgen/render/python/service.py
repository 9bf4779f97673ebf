"""The service's own modules: the composition root, settings, extensions and providers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter

from svcgen.graph import ServiceGraph
from svcgen.graph.routes import order_nouns
from svcgen.graph.service import Provider
from svcgen.layout.expressions import Expression, Text
from svcgen.naming import ClassName, Code, ConstName, Ident, PyLit, screaming_case
from svcgen.render.python.context import Context
from svcgen.render.python.contract import LinesView
from svcgen.render.python.module import Module, View, doc, sentence

INDENT = 4
USUAL_BODY = 1_048_576
"""What svcgen-runtime lets in, in bytes, unless the settings say more."""
REST_OF_FORM = 65_536
"""What may come with the files of a form."""
INTERCEPTORS = {
    "settings": "SettingsInterceptor",
    "database": "DatabaseInterceptor",
    "publisher": "PublisherInterceptor",
    "websocket": "WebSocketInterceptor",
}


@dataclass(frozen=True, slots=True)
class AppView(View):
    """The composition root."""

    service: Code


@dataclass(frozen=True, slots=True)
class SettingsView(View):
    """The settings."""

    class_doc: Code
    lines: tuple[Code, ...]


def build_package(context: Context, graph: ServiceGraph) -> View:
    """Show the package's own docstring."""
    return View(
        Module(context),
        doc(graph.service.description, f"The service {graph.service.name}."),
    )


def build_extensions(context: Context, graph: ServiceGraph) -> View:
    """Show the owner's file."""
    module = Module(context)
    module.use("Service")
    return View(
        module,
        doc(
            "What no spec says: interceptors, providers, routers and start-up work of this service.",
            "",
        ),
    )


def build_settings(context: Context, graph: ServiceGraph) -> SettingsView:
    """Show the settings: only what the service uses."""
    module = Module(context)
    layout = module.layout
    module.use("ServiceSettings")
    lines: list[Code] = []
    if graph.entities:
        module.mark("Settings.database_url", "/databases/main")
        module.use("SecretStr")
        url = layout.call(
            "SecretStr", [PyLit(f"sqlite+aiosqlite:///./{graph.service.package}.db")]
        )
        lines.append(layout.annotated("database_url", "SecretStr", url, INDENT))
    for database in graph.databases:
        if database.name != "main":
            module.use("SecretStr")
            name = Ident(f"{database.name}_database_url")
            module.mark(f"Settings.{name}", database.pointer)
            url = layout.call(
                "SecretStr",
                [
                    PyLit(
                        f"sqlite+aiosqlite:///./{graph.service.package}_{database.name}.db"
                    )
                ],
            )
            lines.append(layout.annotated(name, "SecretStr", url, INDENT))
    lines.extend(_body_limit(module, graph))
    text = "What the environment may set; each by its name in capitals."
    return SettingsView(
        module,
        doc("The settings of the service.", ""),
        doc(text, "", INDENT),
        tuple(lines),
    )


def _body_limit(module: Module, graph: ServiceGraph) -> Iterator[Code]:
    """Let in bodies as large as the files that a command takes, where the usual limit does not."""
    sums = [
        sum(field.constraints.max_size or 0 for field in command.input.fields)
        for command in graph.commands
        if command.input is not None
    ]
    largest = max(sums, default=0)
    if largest > USUAL_BODY - REST_OF_FORM:
        module.mark("Settings.max_body_bytes", "/commands")
        value = PyLit(largest + REST_OF_FORM)
        yield module.layout.annotated("max_body_bytes", "int", value, INDENT)


def build_app(context: Context, graph: ServiceGraph) -> AppView:
    """Show the composition root: everything that runs, in one place."""
    module = Module(context)
    layout = module.layout
    args = [
        layout.named(name, value) for name, value in _service_arguments(module, graph)
    ]
    call = layout.call(module.use("Service"), args)
    module.use("run")
    text = sentence(graph.service.description, f"The service {graph.service.name}.")
    return AppView(
        module, doc(f"Everything that runs. {text}", ""), layout.assign("service", call)
    )


def _service_arguments(
    module: Module, graph: ServiceGraph
) -> Iterator[tuple[str, Text]]:
    service, layout = graph.service, module.layout
    yield "name", PyLit(service.name)
    yield "description", PyLit(sentence(service.description, ""))
    yield "version", PyLit(service.version)
    yield "prefix", PyLit(service.prefix)
    if service.websocket_path != "/ws":
        yield "ws_path", PyLit(service.websocket_path)
    yield "settings", module.own("settings", "Settings")
    yield "interceptors", layout.tuple_of(list(_interceptors(module, graph)))
    if graph.entities:
        yield "metadata", module.own("contract.models", "metadata")
    if graph.roles:
        yield "roles", layout.call("tuple", [module.own("contract.roles", "Role")])
    for name, folder, attribute, files in _routers(module, graph):
        yield name, _router_tuple(module, folder, attribute, files)
    if graph.rooms:
        yield "rooms", layout.tuple_of(
            [module.own("contract.rooms", ConstName(r.constant)) for r in graph.rooms]
        )
    if graph.providers:
        yield "providers", module.own("providers", "PROVIDERS")
    yield "extend", module.own("extensions", "extend")


def _interceptors(module: Module, graph: ServiceGraph) -> Iterator[str]:
    for interceptor in graph.interceptors:
        if interceptor.builtin is not None:
            yield module.use(INTERCEPTORS[interceptor.builtin])
        elif interceptor.source is not None:
            module.mark(interceptor.source[1], interceptor.pointer)
            yield module.add(*interceptor.source)


def _routers(
    module: Module, graph: ServiceGraph
) -> Iterator[tuple[str, str, str, list[str]]]:
    packaged = module.context.packages
    http = [noun.name for noun in order_nouns(graph.nouns)]
    ws = [
        noun.name
        for noun in graph.nouns
        if any(c.name in packaged for c in noun.commands)
    ]
    rows = (
        ("routers", "http", "router", http),
        ("packages", "ws", "packages", ws),
        ("consumers", "messages", "consumers", [each.name for each in graph.handlers]),
        (
            "schedules",
            "schedules",
            "schedules",
            [each.name for each in graph.schedules],
        ),
        ("sockets", "sockets", "sockets", [each.name for each in graph.sockets]),
    )
    yield from (row for row in rows if row[3])


def _router_tuple(
    module: Module, folder: str, attribute: str, files: list[str]
) -> Expression:
    for name in files:
        module.add(
            f"{module.package}.handlers.{folder}", f"{Ident(name)} as {folder}_{name}"
        )
    return module.layout.tuple_of([f"{folder}_{name}.{attribute}" for name in files])


def build_providers(context: Context, graph: ServiceGraph) -> LinesView:
    """Show how each provider is made."""
    module = Module(context)
    layout = module.layout
    needed = {name for provider in graph.providers for name in provider.needs}
    lines = [
        layout.assign(_constant(provider.name), _provider(module, provider))
        for provider in _needed_first(graph.providers)
        if provider.name in needed
    ]
    rows: list[Text] = [
        _constant(each.name) if each.name in needed else _provider(module, each)
        for each in graph.providers
    ]
    listed = layout.assign("PROVIDERS", layout.tuple_of(rows))
    return LinesView(
        module,
        doc("What commands may ask for besides repositories.", ""),
        (*lines, listed),
    )


def _constant(provider: str) -> ConstName:
    """Name a provider that others need."""
    return ConstName(f"{screaming_case(provider)}_PROVIDER")


def _needed_first(providers: tuple[Provider, ...]) -> Iterator[Provider]:
    """Give the providers, each after what it needs."""
    by_name = {provider.name: provider for provider in providers}
    needs = {provider.name: provider.needs for provider in providers}
    yield from (by_name[name] for name in TopologicalSorter(needs).static_order())


def _provider(module: Module, provider: Provider) -> Expression:
    layout = module.layout
    module.mark("PROVIDERS", "/providers")
    asked = module.add(provider.type[0], ClassName(provider.type[1]))
    source = module.add(*provider.source)
    module.mark(source, provider.pointer)
    # a class is a factory too, and only what factories need is said
    kind = "factory" if provider.needs else provider.kind
    maker = module.use(f"provide_{kind}")
    args: list[Text] = [asked, source, PyLit(provider.name)]
    if provider.scope == "unit":
        args.append(layout.named("scope", PyLit("unit")))
    elif provider.phase == "after" and provider.kind != "value":
        args.append(layout.named("when", PyLit("after")))
    if provider.needs:
        needed = layout.tuple_of([_constant(name) for name in provider.needs])
        args.append(layout.named("needs", needed))
    return layout.call(maker, args)
