"""How tests of an emitted service make rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svcgen.graph import ServiceGraph
from svcgen.graph.entities import Entity
from svcgen.graph.types import Field
from svcgen.layout.expressions import Text
from svcgen.naming import ClassName, Code, FieldName, Ident
from svcgen.render.python.commands import repository_name
from svcgen.render.python.context import Context
from svcgen.render.python.module import Module, View, doc, one
from svcgen.render.python.samples import sample
from svcgen.render.python.types import type_name

INDENT = 4


@dataclass(frozen=True, slots=True)
class FunctionView:
    """A function: decorators, head, docstring and lines that carry their own indentation."""

    head: Code
    doc: Code
    body: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class FunctionsView(View):
    """A module made of functions."""

    functions: tuple[FunctionView, ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """How tests make a row of an entity; `parents` are the references that must stand."""

    entity: Entity
    fields: tuple[tuple[Field, Text], ...]
    parents: tuple[tuple[Field, Entity], ...]


def maker(module: Module, entity: Entity, seen: tuple[str, ...] = ()) -> Maker | None:
    """Tell how to make a row with what must be given; None where no value is known."""
    fields: list[tuple[Field, Text]] = []
    parents: list[tuple[Field, Entity]] = []
    graph = module.context.graph
    for field in entity.created:
        if not field.required:
            continue
        if field.reference is not None and field.reference.constraint:
            parent = graph.entity(field.reference.entity)
            if (
                parent.name in (*seen, entity.name)
                or maker(module, parent, (*seen, entity.name)) is None
            ):
                return None
            parents.append((field, parent))
            continue
        value = sample(module, field)
        if value is None:
            return None
        fields.append((field, value))
    return Maker(entity, tuple(fields), tuple(parents))


def build_factories(context: Context, graph: ServiceGraph) -> FunctionsView:
    """Show how tests make rows."""
    module = Module(context)
    functions: list[FunctionView] = []
    for entity in graph.entities:
        made = maker(Module(context), entity)
        if made is not None:
            made = maker(module, entity) or made
            module.mark(f"{entity.snake}_data", entity.pointer, "data")
            module.mark(f"make_{entity.snake}", entity.pointer, "make")
            functions.extend(
                (_data_function(module, made), _make_function(module, made))
            )
    return FunctionsView(
        module,
        doc("How tests make rows: two numbers give two different ones.", ""),
        tuple(functions),
    )


def kept(module: Module, variable: str, entity: Entity) -> Iterator[Code]:
    """Write what tells type checkers that a row is kept: a key that the database counts is there."""
    if entity.key_kind in ("int", "bigint"):
        yield module.layout.bare(f"assert {variable}.id is not None", INDENT)


def _data_function(module: Module, made: Maker) -> FunctionView:
    layout = module.layout
    name = f"{made.entity.snake}_data"
    schema = module.schema(f"{made.entity.name}Create")
    params: list[Text] = [
        f"{FieldName(field.name)}: {type_name(module, field.type, plain=True)}"
        for field, _ in made.parents
    ]
    params.append("number: int = 1")
    given: list[Text] = [
        layout.named(FieldName(f.name), FieldName(f.name)) for f, _ in made.parents
    ]
    given += [
        layout.named(FieldName(field.name), value) for field, value in made.fields
    ]
    text = f"What is given to add {one(made.entity.snake)}."
    head = layout.signature("def", Ident(name), params, schema)
    return FunctionView(
        head,
        doc(text, "", INDENT),
        (layout.returns(layout.call(schema, given), INDENT),),
    )


def _make_function(module: Module, made: Maker) -> FunctionView:
    layout = module.layout
    entity = made.entity
    model = module.own(f"contract.models.{entity.snake}", ClassName(entity.name))
    repository = module.own(f"repositories.{entity.snake}", repository_name(entity))
    lines: list[Code] = []
    given: list[Text] = []
    for position, (_, parent) in enumerate(made.parents, 1):
        variable = Ident(f"parent_{position}")
        call = layout.call(f"make_{parent.snake}", ["number"])
        lines.append(layout.statement(f"{variable} = await ", call, INDENT))
        lines.extend(kept(module, variable, parent))
        given.append(f"{variable}.{FieldName(parent.key[0].name)}")
    data = layout.call(f"{entity.snake}_data", [*given, "number"])
    lines.append(
        layout.statement(
            "return await ", layout.call(f"{repository}().create", [data]), INDENT
        )
    )
    head = layout.signature(
        "async def", Ident(f"make_{entity.snake}"), ["number: int = 1"], model
    )
    text = f"Keep {one(entity.snake)}, with what it refers to."
    return FunctionView(head, doc(text, "", INDENT), tuple(lines))
