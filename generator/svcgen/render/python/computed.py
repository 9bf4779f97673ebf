"""Fields that are worked out when a row is read: the owner's functions, and where a row gets them."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.graph.entities import Entity
from svcgen.graph.types import Field
from svcgen.naming import ClassName, Code, CommandName, FieldName, Ident, PyLit
from svcgen.render.python.context import Context
from svcgen.render.python.factories import FunctionsView, FunctionView, maker
from svcgen.render.python.module import Module, doc, field_names, one, sentence
from svcgen.render.python.types import type_name

INDENT, INNER, DEEP = 4, 8, 12


def build_computed(context: Context, entity: Entity) -> FunctionsView:
    """Show the functions that work out an entity's computed fields."""
    module = Module(context, fields=field_names(entity.computed))
    functions = tuple(_function(module, entity, field) for field in entity.computed)
    text = f"What is worked out of {one(entity.snake)}, each time it is read."
    return FunctionsView(module, doc(text, ""), functions)


def _function(module: Module, entity: Entity, field: Field) -> FunctionView:
    layout = module.layout
    name = FieldName(field.name)
    module.mark(name, field.pointer)
    model = module.forward(f"contract.models.{entity.snake}", ClassName(entity.name))
    parameter = f"{CommandName(entity.snake)}: {PyLit(model)}"
    error = layout.call(module.use("CommandNotWritten"), [PyLit(_label(entity, field))])
    return FunctionView(
        layout.signature("def", name, [parameter], _type(module, field)),
        _doc(field, INDENT),
        (layout.statement("raise ", error, INDENT),),
    )


def computed_lines(module: Module, entity: Entity) -> Iterator[Code]:
    """Write the properties by which a row gives what is worked out of it."""
    layout = module.layout
    for field in entity.computed:
        name = FieldName(field.name)
        module.mark(f"{entity.name}.{name}", field.pointer)
        module.add(f"{module.package}.computed", f"{entity.snake} as computed")
        head = layout.signature("def", name, ["self"], _type(module, field), INDENT)
        call = layout.call(f"computed.{name}", ["self"])
        yield Code("")
        yield Code("@property")
        yield head
        yield Code("    {}", _doc(field, INNER))
        yield Code("    {}", layout.returns(call, INNER))


def computed_tests(module: Module, entity: Entity) -> Iterator[FunctionView]:
    """Write the tests that hold until the owner writes what works the fields out."""
    if maker(Module(module.context), entity) is None:
        return
    layout, row = module.layout, CommandName(entity.snake)
    for field in entity.computed:
        module.add("pytest", "")
        module.add(f"{module.package}.computed", f"{entity.snake} as computed")
        make = layout.call(module.add("factories", f"make_{entity.snake}"))
        name = Ident(f"test_{field.name}_is_not_written_yet")
        module.mark(name, field.pointer, "is_not_written_yet")
        error = module.use("CommandNotWritten")
        call = layout.call(f"computed.{FieldName(field.name)}", [row])
        lines = (
            Code('async with running.service.unit_of_work("test"):'),
            Code("    {}", layout.statement(f"{row} = await ", make, INNER)),
            Code(
                "    {}", layout.statement("with ", f"pytest.raises({error}):", INNER)
            ),
            Code("        {}", layout.bare(call, DEEP)),
        )
        head = layout.signature("async def", name, ["running: TestService"])
        text = f"Replace this when {field.name} is written."
        yield FunctionView(head, doc(text, "", INDENT), lines)


def _type(module: Module, field: Field) -> str:
    written = type_name(module, field.type, plain=True)
    return f"{written} | None" if field.nullable else written


def _doc(field: Field, indent: int) -> Code:
    words = field.name.replace("_", " ")
    return doc(sentence(field.description, f"Work out the {words}"), "", indent)


def _label(entity: Entity, field: Field) -> str:
    return f"{entity.name}.{field.name}"
