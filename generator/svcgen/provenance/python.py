"""The shape of a Python module, by its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from svcgen.provenance.regions import Import, Region, Shape

_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, IndexError)
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_shape(path: str, text: str) -> Shape:
    """Give the shape of a module; an empty one when it is no Python."""
    try:
        tree = ast.parse(text)
    except _UNREADABLE:
        return Shape()
    prose: set[int] = set()
    for node in tree.body[:1]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            prose |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return Shape(tuple(_regions(tree.body, "")), _imports(path, tree), frozenset(prose))


def _regions(body: Sequence[ast.stmt], owner: str) -> Iterator[Region]:
    for node in body:
        for name in _bound(node):
            symbol = f"{owner}{name}"
            opaque = isinstance(node, ast.ClassDef | _Function)
            yield Region(_first(node), node.end_lineno or node.lineno, symbol, opaque)
            if isinstance(node, ast.ClassDef):
                yield from _regions(node.body, f"{symbol}.")


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | _Function):
        yield node.name
    elif isinstance(node, ast.AnnAssign):
        yield from _names([node.target])
    elif isinstance(node, ast.Assign):
        yield from _names(node.targets)


def _names(targets: Sequence[ast.expr]) -> Iterator[str]:
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def _first(node: ast.stmt) -> int:
    decorators = (
        node.decorator_list if isinstance(node, ast.ClassDef | _Function) else []
    )
    return min((node.lineno, *(each.lineno for each in decorators)))


def _imports(path: str, tree: ast.Module) -> dict[str, tuple[Import, ...]]:
    found: dict[str, tuple[Import, ...]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                name = alias.asname or alias.name
                found[name] = tuple(_sources(path, node.module, alias.name))
    return found


def _sources(path: str, module: str, name: str) -> Iterator[Import]:
    """Give the files that `from module import name` may mean, of the service and beside the importer."""
    inside = module.replace(".", "/")
    for root in ("src", path.rpartition("/")[0]):
        folder = f"{root}/{inside}" if root else inside
        yield Import(f"{folder}/{name}.py", "")
        yield Import(f"{folder}.py", name)
        yield Import(f"{folder}/__init__.py", name)
