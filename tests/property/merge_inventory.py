"""What a Python file says, as a bag of whole statements, parts of first lines, and comments.

The bag is blind to layout and to order. Two sides' edits add up in it: what one side put in or took
out has to be in or out of the merge, whatever way the merge took.
"""

from __future__ import annotations

import ast
import inspect
import io
import tokenize
from collections import Counter
from collections.abc import Iterator

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
Item = tuple[str, ...]
Bag = Counter[Item]
DECLARED = frozenset({"import", "def", "class"})


def decode(text: bytes) -> str:
    """Read bytes as Python reads them; newlines become LF, a BOM goes."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(text).readline)
    return text.decode(encoding).replace("\r\n", "\n")


def bag_of(text: str, *, scoped: bool = False) -> Bag:
    """Give all that a text says; with `scoped`, each with the function or class that it is in."""
    found: Bag = Counter()
    tree = ast.parse(text)
    for scope, item in _statements(tree.body, "", first=True):
        found[(scope if scoped else "", *item)] += 1
    if not scoped:
        for comment in comments_of(text):
            found["", "comment", comment] += 1
    return found


def comments_of(text: str) -> list[str]:
    """Give the comments in order, without outer blanks."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [each.string.strip() for each in tokens if each.type == tokenize.COMMENT]


def _statements(
    body: list[ast.stmt], scope: str, *, first: bool = False
) -> Iterator[tuple[str, Item]]:
    for index, node in enumerate(body):
        if first and index == 0 and (text := _docstring(node)) is not None:
            yield scope, ("doc", text)
        elif isinstance(node, (*FUNCTION, ast.ClassDef)):
            inner = f"{scope}.{node.name}" if scope else node.name
            yield scope, (
                "class" if isinstance(node, ast.ClassDef) else "def",
                node.name,
            )
            parts = _class(node) if isinstance(node, ast.ClassDef) else _function(node)
            yield from ((inner, part) for part in parts)
            yield from ((inner, ("deco", ast.unparse(d))) for d in node.decorator_list)
            yield from _statements(node.body, inner, first=True)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for name in node.names:
                bound = name.asname or name.name
                yield scope, ("import", _module(node), name.name, bound)
        else:
            yield from _statement(node, scope)


def _statement(node: ast.stmt, scope: str) -> Iterator[tuple[str, Item]]:
    """Give a plain statement, or the first line of a block and what is in it."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Tuple):
        target = ", ".join(map(ast.unparse, node.targets))
        yield scope, ("literal", target)
        for each in node.value.elts:
            yield scope, ("element", target, ast.unparse(each))
        return
    bodies = _bodies(node)
    if not bodies:
        yield scope, ("statement", ast.unparse(node))
        return
    yield scope, ("block", _header(node))
    for body in bodies:
        yield from _statements(body, scope)


def _bodies(node: ast.stmt) -> list[list[ast.stmt]]:
    bodies = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
    for name in ("handlers", "cases"):
        bodies += [each.body for each in getattr(node, name, [])]
    return [body for body in bodies if body]


def _header(node: ast.stmt) -> str:
    match node:
        case ast.If(test=test) | ast.While(test=test):
            return f"{type(node).__name__} {ast.unparse(test)}"
        case ast.For(target=target, iter=over) | ast.AsyncFor(target=target, iter=over):
            return f"for {ast.unparse(target)} in {ast.unparse(over)}"
        case ast.With(items=items) | ast.AsyncWith(items=items):
            return f"with {', '.join(map(ast.unparse, items))}"
        case _:
            return type(node).__name__


def _docstring(node: ast.stmt) -> str | None:
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
        case _:
            return None


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Item]:
    """Give the parts of a function's first line, each for itself."""
    if isinstance(node, ast.AsyncFunctionDef):
        yield ("async",)
    if node.returns is not None:
        yield "returns", ast.unparse(node.returns)
    every = node.args
    positional = [*every.posonlyargs, *every.args]
    defaults: list[ast.expr | None] = [None] * len(positional)
    if every.defaults:
        defaults[-len(every.defaults) :] = every.defaults
    pairs = [*zip(positional, defaults, strict=True)]
    pairs += [*zip(every.kwonlyargs, every.kw_defaults, strict=True)]
    pairs += [(each, None) for each in (every.vararg, every.kwarg) if each]
    for argument, default in pairs:
        yield "parameter", argument.arg
        if argument.annotation is not None:
            yield "annotation", argument.arg, ast.unparse(argument.annotation)
        if default is not None:
            yield "default", argument.arg, ast.unparse(default)


def _class(node: ast.ClassDef) -> Iterator[Item]:
    yield from (("base", ast.unparse(each)) for each in node.bases)
    yield from (("keyword", ast.unparse(each)) for each in node.keywords)


def _module(node: ast.Import | ast.ImportFrom) -> str:
    if isinstance(node, ast.Import):
        return ""
    return "." * node.level + (node.module or "")


def names_used(text: str) -> set[str]:
    """Give every name that a text reads, in annotations that are strings, too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= set(node.value.replace(".", " ").replace("[", " ").split())
    return found
