"""What Python says: syntax without positions, layout, quotes and trailing commas."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import Final

Form = tuple[object, ...]

_NOT_SAID: Final = {"ctx", "kind", "type_comment", "type_ignores"}
_INNER: Final = ("body", "orelse", "handlers", "finalbody", "cases")
_KEPT: Final = "_form"
_WITH_DOC = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def form_of(node: ast.AST) -> Form:
    """Give what a node says; it is kept on the node, so asking again costs nothing."""
    found: Form | None = node.__dict__.get(_KEPT)
    if found is not None:
        return found
    if isinstance(node, ast.Constant):
        # 1, 1.0 and True are equal, and not the same
        found = ("Constant", type(node.value).__name__, node.value)
    else:
        found = (
            type(node).__name__,
            *[
                _part(getattr(node, name, None))
                for name in node._fields
                if name not in _NOT_SAID
            ],
        )
    node.__dict__[_KEPT] = found
    return found


def _part(value: object) -> object:
    if isinstance(value, ast.AST):
        return form_of(value)
    if isinstance(value, list):
        return tuple([_part(item) for item in value])
    return value


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Give all statements in a node, outer ones first."""
    for field in _INNER:
        inner = getattr(node, field, None)
        for item in inner if isinstance(inner, list) else ():
            if isinstance(item, ast.stmt):
                yield item
            yield from statements(item)


def clean_docstrings(tree: ast.Module) -> None:
    """Make all docstrings as `inspect.cleandoc` leaves them, in place."""
    _clean(tree)
    for node in statements(tree):
        if isinstance(node, _WITH_DOC):
            _clean(node)


def _clean(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef,
) -> None:
    match node.body[:1]:
        case [ast.Expr(value=ast.Constant(value=str(text)) as constant)]:
            constant.value = inspect.cleandoc(text)
        case _:
            pass
