"""Messages, their earlier versions, and how those become the present one."""

from __future__ import annotations

from svcgen.graph.triggers import EarlierVersion, Message
from svcgen.graph.types import Field
from svcgen.layout.expressions import Text
from svcgen.naming import ClassName, FieldName, Ident, PyLit
from svcgen.render.python.context import Context
from svcgen.render.python.contract import body_classes, body_names
from svcgen.render.python.factories import FunctionsView, FunctionView
from svcgen.render.python.module import ClassesView, Module, doc
from svcgen.render.python.schemas import bare

INDENT = 4


def build_message(context: Context, message: Message) -> ClassesView:
    """Show a message, and below it what it was in earlier versions."""
    bodies = (message.body, *(earlier.body for earlier in message.previous))
    module = Module(context, fields=frozenset().union(*map(body_names, bodies)))
    bases = _bases(module, message, message.version)
    classes = body_classes(module, message.body, message.name, bases, message.pointer)
    for earlier in message.previous:
        bases = _bases(module, message, earlier.number)
        name, at = earlier.body.name, earlier.pointer
        classes += body_classes(module, earlier.body, name, bases, at)
    return ClassesView(
        module, doc(message.description, f"The message {message.name}."), classes
    )


def _bases(module: Module, message: Message, version: int) -> list[Text]:
    """Give the base of a message's class, with what it is on the wire."""
    layout = module.layout
    bases: list[Text] = [
        module.use("Message"),
        layout.named("topic", PyLit(message.topic)),
        layout.named("kind", PyLit(message.kind)),
    ]
    if version != 1:
        bases.append(layout.named("version", PyLit(version)))
    bases.append(layout.named("name", PyLit(message.wire)))
    return bases


def build_upgrades(context: Context, message: Message) -> FunctionsView:
    """Show the functions that make the present version of the earlier ones."""
    module = Module(context)
    functions = tuple(_upgrade(module, message, each) for each in message.previous)
    text = f"How {message.name} of earlier versions is read."
    return FunctionsView(module, doc(text, ""), functions)


def _upgrade(module: Module, message: Message, earlier: EarlierVersion) -> FunctionView:
    """Fill the present version from an earlier one, or leave it to the owner."""
    layout, place = module.layout, f"contract.messages.{message.snake}"
    name = Ident(upgrade_name(earlier))
    module.mark(name, earlier.pointer)
    made = module.own(place, ClassName(message.name))
    taken = module.own(place, ClassName(earlier.body.name))
    given = _given(module, message, earlier)
    if given is None:
        label = PyLit(f"{message.name}.{name}")
        error = layout.call(module.use("CommandNotWritten"), [label])
        line = layout.statement("raise ", error, INDENT)
    else:
        line = layout.returns(layout.call(made, given), INDENT)
    text = f"Make {message.name} of one of version {earlier.number}."
    return FunctionView(
        layout.signature("def", name, [f"message: {taken}"], made),
        doc(text, "", INDENT),
        (line,),
    )


def _given(
    module: Module, message: Message, earlier: EarlierVersion
) -> list[Text] | None:
    """Give what fills each field; None where a field is needed that was not there."""
    known = {field.name: field for field in earlier.body.fields}
    given: list[Text] = []
    for field in message.body.fields:
        source = known.get(field.name)
        name = FieldName(field.name)
        if source is not None and _fits(field, source):
            given.append(module.layout.named(name, f"message.{name}"))
        elif field.required:
            return None
    return given


def _fits(field: Field, source: Field) -> bool:
    """May the value of an earlier field stand in one of the present version?"""
    may_be_null = source.nullable or not (source.required or source.has_default)
    takes_null = field.nullable or not (field.required or field.has_default)
    return bare(field.type) == bare(source.type) and (takes_null or not may_be_null)


def upgrade_name(earlier: EarlierVersion) -> str:
    """Name the function that reads an earlier version."""
    return f"from_v{earlier.number}"
