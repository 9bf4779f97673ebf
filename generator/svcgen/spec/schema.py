"""The JSON Schema of the spec, for editors and for specs written by other programs."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import get_args

from pydantic import JsonValue

from svcgen.spec.base import SpecModel
from svcgen.spec.root import ServiceSpec


def spec_schema() -> dict[str, JsonValue]:
    """Give the JSON Schema (2020-12) of a spec, long and short forms alike."""
    _describe_fields()
    schema: dict[str, JsonValue] = ServiceSpec.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "svcgen service spec"
    return {key: _resolve(value) for key, value in schema.items()}


def _describe_fields() -> None:
    """Give each field the docstring below it as its description.

    pydantic does it itself where a model asks for it (use_attribute_docstrings), and reads and
    parses its own source for it at every start; nobody but the schema wants to know.
    """
    for model in dict.fromkeys(_below(SpecModel)):
        for parent in reversed(model.__mro__[:-1]):
            for name, text in _docstrings(parent):
                if name in model.model_fields:
                    model.model_fields[name].description = text
    _rebuild(ServiceSpec, set())


def _rebuild(model: type[SpecModel], done: set[type[SpecModel]]) -> None:
    """Build a model again, those of its fields first: a model is built once and then reused."""
    done.add(model)
    for field in model.model_fields.values():
        for inner in _models_in(field.annotation):
            if inner not in done:
                _rebuild(inner, done)
    model.model_rebuild(force=True)


def _models_in(annotation: object) -> Iterator[type[SpecModel]]:
    if isinstance(annotation, type) and issubclass(annotation, SpecModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _below(model: type[SpecModel]) -> Iterator[type[SpecModel]]:
    for below in model.__subclasses__():
        yield below
        yield from _below(below)


def _docstrings(model: type) -> Iterator[tuple[str, str]]:
    if not issubclass(model, SpecModel):
        return
    (tree,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(tree, ast.ClassDef)
    for field, below in zip(tree.body, tree.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr)):
            continue
        yield ast.unparse(field.target), inspect.cleandoc(ast.literal_eval(below.value))


def _resolve(node: JsonValue) -> JsonValue:
    """Turn the marks that short forms leave into references; pydantic cannot write them itself."""
    if isinstance(node, list):
        return [_resolve(item) for item in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"$comment"}:
        return {"$ref": f"#/$defs/{node['$comment']}"}
    return {key: _resolve(value) for key, value in node.items()}
