"""WebSocket packages, message handlers, schedules and sockets: thin adapters to a command."""

from __future__ import annotations

from collections.abc import Mapping

from svcgen.graph.commands import Command
from svcgen.graph.service import Noun
from svcgen.graph.triggers import Argument, Handler, Schedule, Socket
from svcgen.graph.types import Field
from svcgen.layout.expressions import Text
from svcgen.naming import ClassName, Code, CommandName, ConstName, FieldName, PyLit
from svcgen.render.python.access import access_rule, key_names
from svcgen.render.python.commands import output_type, parameters
from svcgen.render.python.context import Context
from svcgen.render.python.contract import body_names
from svcgen.render.python.http import INDENT, EndpointView, RouterView, wiring_call
from svcgen.render.python.messages import upgrade_name
from svcgen.render.python.module import ClassesView, ClassView, Module, doc
from svcgen.render.python.schemas import input_line, object_class
from svcgen.render.python.types import literal, type_name


def build_ws(context: Context, noun: Noun) -> RouterView:
    """Show the WebSocket packages of a noun."""
    module = Module(context)
    layout = module.layout
    endpoints = tuple(
        _package(module, noun, c) for c in noun.commands if c.name in context.packages
    )
    router = layout.assign("packages", layout.call(module.use("PackageRouter")))
    return RouterView(
        module,
        doc(f"WebSocket packages of {noun.name.replace('_', ' ')}.", ""),
        router,
        endpoints,
    )


def _package(module: Module, noun: Noun, command: Command) -> EndpointView:
    layout = module.layout
    package = module.context.packages[command.name]
    module.mark(command.name, package.pointer)
    number = f"{module.own('contract.packages', 'PkgID')}.{ConstName(package.name)}"
    rule = layout.named(
        "access", access_rule(module, command.access, key_names(module, command))
    )
    params, arguments = _package_signature(module, command)
    returned = output_type(module, command)
    return EndpointView(
        decorator=layout.decorator(layout.call("packages.handle", [number, rule])),
        head=layout.signature("async def", CommandName(command.name), params, returned),
        doc=doc(
            command.description,
            f"{command.name.replace('_', ' ').capitalize()}.",
            INDENT,
        ),
        body=wiring_call(module, command, arguments, returned != "None", noun.name),
    )


def _package_signature(
    module: Module, command: Command
) -> tuple[list[Text], list[Text]]:
    """Give what a package's handler takes, flat as it is on the wire, and what the command gets."""
    if command.kind in ("custom", "create", "list"):
        taken = parameters(module, command)
        return [f"{each.name}: {each.annotation}" for each in taken], [
            each.name for each in taken
        ]
    entity = module.context.graph.entity(command.entity or "")
    keys: list[Text] = [f"request.{FieldName(field.name)}" for field in entity.key]
    if command.kind in ("get", "delete"):
        return [f"request: {module.schema(f'{entity.name}Key')}"], keys
    suffix, part = (
        ("Change", "Update") if command.kind == "update" else ("Replacement", "Create")
    )
    name = module.schema(f"{entity.name}{suffix}")
    narrowed = module.layout.call(
        "request.narrow_to", [module.schema(f"{entity.name}{part}")]
    )
    return [f"request: {name}"], [*keys, narrowed]


def _command_arguments(
    module: Module,
    command: Command,
    arguments: tuple[Argument, ...],
    sources: Mapping[str, str] | None = None,
) -> list[Text]:
    """Write a command's input from fixed values and from the fields of what came in.

    `sources` are the fields that are parameters themselves; without it a message has them all.
    """
    if command.input is None:
        return []
    layout = module.layout
    fields: dict[str, Field] = {field.name: field for field in command.input.fields}
    given: list[Text] = []
    for argument in arguments:
        field = fields[argument.name]
        if argument.source is not None:
            name = FieldName(argument.source)
            if sources is None:
                value: Text = f"message.{name}"
            else:
                value = name if name in sources else f"data.{name}"
        else:
            value = literal(module, field.type, argument.value)
        given.append(layout.named(FieldName(argument.name), value))
    return [layout.call(module.schema(command.input.name), given)]


def build_handler(context: Context, handler: Handler) -> RouterView:
    """Show a message handler."""
    module = Module(context)
    layout = module.layout
    command = context.graph.command(handler.command)
    module.mark(handler.name, handler.pointer)
    if handler.message is None:
        message = module.use("AnyMessage")
    else:
        found = next(
            each for each in context.graph.messages if each.name == handler.message
        )
        message = module.own(f"contract.messages.{found.snake}", ClassName(found.name))
    arguments = _handler_arguments(module, handler, command)
    endpoint = EndpointView(
        decorator=layout.decorator(
            layout.call(
                "consumers.handle", [message, *_handler_options(module, handler)]
            )
        ),
        head=layout.signature(
            "async def", CommandName(handler.name), [f"message: {message}"]
        ),
        doc=doc(
            handler.description, f"Handle {handler.message or handler.topic}.", INDENT
        ),
        body=wiring_call(module, command, arguments, False, command.noun),
    )
    router = layout.assign("consumers", layout.call(module.use("ConsumerRouter")))
    title = f"What {handler.message or 'a topic'} triggers."
    return RouterView(module, doc(title, ""), router, (endpoint,))


def _handler_arguments(
    module: Module, handler: Handler, command: Command
) -> list[Text]:
    """Write a command's input; from a message of any kind, what the input asks for is read."""
    if handler.message is not None or handler.arguments or command.input is None:
        return _command_arguments(module, command, handler.arguments)
    layout = module.layout
    names = layout.set_of([PyLit(field.name) for field in command.input.fields])
    dumped = layout.call("message.model_dump", [layout.named("include", names)])
    schema = module.schema(command.input.name)
    return [layout.call(f"{schema}.model_validate", [dumped])]


def _handler_options(module: Module, handler: Handler) -> list[Text]:
    layout = module.layout
    graph = module.context.graph
    options: list[Text] = []
    message = next((m for m in graph.messages if m.name == handler.message), None)
    exchange = message.exchange if message is not None else None
    if message is not None and message.previous:
        place = f"{message.snake} as upgrades"
        module.add(f"{module.package}.upgrades", place)
        names = [f"upgrades.{upgrade_name(each)}" for each in message.previous]
        options.append(layout.named("previous", layout.tuple_of(names)))
    values = {
        "name": handler.wire,
        "topic": handler.topic,
        "exchange": (
            f"{exchange}.{{environment}}"
            if exchange and "." not in exchange
            else exchange
        ),
        "queue": handler.queue,
        "group": handler.group,
        "timeout": handler.timeout,
        "concurrency": handler.concurrency,
        "settle": None if handler.settle == "auto" else handler.settle,
    }
    for name, value in values.items():
        if value is not None:
            options.append(layout.named(name, PyLit(value)))
    if handler.retry is not None:
        retry = handler.retry
        words = ("attempts", "first_delay", "factor", "max_delay", "jitter")
        args = [layout.named(word, PyLit(getattr(retry, word))) for word in words]
        options.append(layout.named("retry", layout.call(module.use("Retry"), args)))
    return options


def build_schedule(context: Context, schedule: Schedule) -> RouterView:
    """Show a schedule."""
    module = Module(context)
    layout = module.layout
    command = context.graph.command(schedule.command)
    module.mark(schedule.name, schedule.pointer)
    head = "cron" if schedule.cron is not None else "every"
    options: list[Text] = [
        PyLit(schedule.cron if schedule.cron is not None else schedule.every)
    ]
    defaults = {
        "wire": None,
        "timezone": "UTC",
        "overlap": "skip",
        "misfire": "once",
        "timeout": None,
        "group": None,
    }
    for name, default in defaults.items():
        value = getattr(schedule, name)
        if value != default:
            word = "name" if name == "wire" else name
            options.append(layout.named(word, PyLit(value)))
    arguments = _command_arguments(module, command, schedule.arguments)
    endpoint = EndpointView(
        decorator=layout.decorator(layout.call(f"schedules.{head}", options)),
        head=layout.signature("async def", CommandName(schedule.name)),
        doc=doc(schedule.description, f"Run {schedule.command}.", INDENT),
        body=wiring_call(module, command, arguments, False, command.noun),
    )
    router = layout.assign("schedules", layout.call(module.use("ScheduleRouter")))
    title = f"When {schedule.command.replace('_', ' ')} runs by itself."
    return RouterView(module, doc(title, ""), router, (endpoint,))


def build_socket(context: Context, socket: Socket) -> RouterView:
    """Show a socket's handler: it calls its command, or pushes what it receives to the socket's room."""
    module = Module(context)
    layout = module.layout
    module.mark(socket.name, socket.pointer)
    options: list[Text] = [PyLit(socket.path)]
    if socket.room is not None:
        room = next(room for room in context.graph.rooms if room.name == socket.room)
        options.append(
            layout.named("room", module.own("contract.rooms", ConstName(room.constant)))
        )
    options.append(layout.named("access", access_rule(module, socket.access)))
    if socket.frames is not None:
        options.append(layout.named("frames", access_rule(module, socket.frames)))
    data = module.own(
        f"contract.sockets.{CommandName(socket.name)}", ClassName(socket.receives.name)
    )
    params = [
        f"{FieldName(f.name)}: {type_name(module, f.type, plain=True)}"
        for f in socket.parameters
    ]
    endpoint = EndpointView(
        decorator=layout.decorator(layout.call("sockets.endpoint", options)),
        head=layout.signature(
            "async def", CommandName(socket.name), [f"data: {data}", *params]
        ),
        doc=doc(socket.description, f"Answer a frame of {socket.name}.", INDENT),
        body=_socket_body(module, socket),
    )
    router = layout.assign("sockets", layout.call(module.use("SocketRouter")))
    return RouterView(
        module,
        doc(socket.description, f"The socket {socket.name}."),
        router,
        (endpoint,),
    )


def _socket_body(module: Module, socket: Socket) -> Code:
    """Call the command, or push what came in where its fields fill the push; else leave it to the owner."""
    layout = module.layout
    if socket.command is not None:
        command = module.context.graph.command(socket.command)
        sources = {field.name: field.name for field in socket.parameters}
        taken = _command_arguments(module, command, socket.arguments, sources)
        return wiring_call(module, command, taken, False, command.noun)
    known = {field.name: f"data.{field.name}" for field in socket.receives.fields}
    known |= {field.name: field.name for field in socket.parameters}
    pushes = [
        push for push in module.context.graph.pushes if push.name in socket.pushes
    ]
    for push in pushes:
        given: list[Text] = []
        for field in push.body.fields:
            if field.name in known:
                given.append(layout.named(FieldName(field.name), known[field.name]))
            elif field.name in ("author", "sender", "subject", "user"):
                principal = f"{module.use('use_principal')}().subject"
                given.append(layout.named(FieldName(field.name), principal))
        if len(given) == len(push.body.fields):
            name = module.own(
                f"contract.pushes.{push.snake}", ClassName(push.class_name)
            )
            method = "send" if push.room else "broadcast"
            call = layout.call(name, given, suffix=f".{method}()")
            return layout.bare(call, INDENT, "await ")
    error = layout.call(module.use("CommandNotWritten"), [PyLit(socket.name)])
    return layout.statement("raise ", error, INDENT)


def build_received(context: Context, socket: Socket) -> ClassesView:
    """Show what a socket's frames carry."""
    module = Module(context, fields=body_names(socket.receives))
    module.mark(socket.receives.name, socket.receives.pointer)
    module.mark_fields(socket.receives.name, socket.receives.fields)
    head = module.layout.class_header(
        ClassName(socket.receives.name), [module.use("Schema")]
    )
    module.local.update(each.name for each in socket.receives.embedded)
    inner = [object_class(module, each) for each in socket.receives.embedded]
    lines = tuple(input_line(module, field) for field in socket.receives.fields)
    view = ClassView(
        head, doc(f"What a frame of {socket.name} carries.", "", INDENT), lines
    )
    return ClassesView(
        module, doc(f"What the socket {socket.name} receives.", ""), (*inner, view)
    )
