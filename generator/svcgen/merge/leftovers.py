"""Imports that only a text which gave way had used: they would hold on to names that are to go."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

from svcgen.artifacts.bindings import bound_names, parse_module


def with_leftovers(base: bytes, text: bytes, gone: str) -> bytes | None:
    """Give a base that has the imports of `text` that nothing uses since `gone` went.

    A merge from there to the true base takes them out; None when there are none.
    """
    trees = [parse_module(each) for each in (base, text, _bare(gone))]
    pristine, tree, away = trees
    if pristine is None or tree is None or away is None:
        return None
    unused = (_names(away) - _names(tree)) - bound_names(pristine)
    lines = [
        ast.unparse(ast.ImportFrom(node.module, [alias], node.level))
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (alias.asname or alias.name) in unused
    ]
    if not lines:
        return None
    above = max(_heads(pristine), default=0)
    old = base.decode("utf-8").split("\n")
    return "\n".join([*old[:above], *lines, *old[above:]]).encode()


def _bare(text: str) -> bytes:
    """Make the text of a unit a module of its own."""
    return textwrap.dedent(text).encode("utf-8", "surrogateescape")


def _names(tree: ast.Module) -> set[str]:
    """Give every name that code uses, and every word of a text, as annotations may be texts."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.update(node.value.replace(".", " ").split())
    return found


def _heads(tree: ast.Module) -> Iterator[int]:
    """Give the last line of the docstring and of each import from the future."""
    for number, node in enumerate(tree.body):
        is_doc = number == 0 and isinstance(node, ast.Expr)
        if is_doc or (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            yield node.end_lineno or node.lineno
