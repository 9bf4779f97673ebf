"""Two Python modules side by side: the same tree, and the words of the spec where the twin has its marks."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from tests.property.hostile_texts import MARK, restore, squash

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
FOLDED = frozenset(("Service(description)",))
"""Literals that hold a text folded to one sentence; all others hold it as it is."""


@dataclass(frozen=True, slots=True)
class Sink:
    """A place where a text of the spec arrived: what kind of place, and both texts that stand there."""

    place: str
    hostile: str
    plain: str


class ShapeDiffers(AssertionError):
    """The tree depends on the content of a text."""


def python_sinks(hostile: str, plain: str) -> Iterator[Sink]:
    """Walk both modules; raises ShapeDiffers, and SyntaxError where one is no Python."""
    yield from _walk(ast.parse(hostile.encode()), ast.parse(plain.encode()), ())
    # only members of enums have comments of the author's behind them
    if MARK.search("".join(part for part in plain.split("\n") if "  # " in part)):
        yield from _comments(hostile, plain)


def hold(sink: Sink, words: dict[str, str]) -> None:
    """Hold a sink to the value that the spec has."""
    expected = restore(sink.plain, words)
    kind = sink.place.rpartition(": ")[2]
    if kind.startswith(("doc of", "comment")) or kind in FOLDED:
        found, wanted = squash(sink.hostile), squash(expected)
        if kind.startswith("comment"):
            found, wanted = _disarmed(found), _disarmed(wanted)
        assert found == wanted, (sink, expected)
    else:
        assert sink.hostile == expected, (sink, expected)


def _disarmed(text: str) -> str:
    return text.replace("-", "").replace(":", "")


def _walk(one: ast.AST, two: ast.AST, path: tuple[ast.AST, ...]) -> Iterator[Sink]:
    if type(one) is not type(two):
        raise ShapeDiffers(f"{ast.dump(one)[:200]} and {ast.dump(two)[:200]}")
    if isinstance(one, ast.Constant) and isinstance(two, ast.Constant):
        yield from _constant(one, two, path)
        return
    for name in one._fields:
        left, right = getattr(one, name, None), getattr(two, name, None)
        lefts = left if isinstance(left, list) else [left]
        rights = right if isinstance(right, list) else [right]
        if len(lefts) != len(rights):
            raise ShapeDiffers(f"{name} of {type(one).__name__}")
        for first, second in zip(lefts, rights, strict=True):
            if isinstance(first, ast.AST) and isinstance(second, ast.AST):
                yield from _walk(first, second, (*path, two))
            elif first != second:
                raise ShapeDiffers(f"{first!r} and {second!r}")


def _constant(
    one: ast.Constant, two: ast.Constant, path: tuple[ast.AST, ...]
) -> Iterator[Sink]:
    if isinstance(one.value, str) and isinstance(two.value, str):
        if MARK.search(two.value):
            yield Sink(_place(two, path), one.value, two.value)
        elif one.value != two.value:
            raise ShapeDiffers(f"{one.value!r} and {two.value!r}")
    elif one.value != two.value or type(one.value) is not type(two.value):
        raise ShapeDiffers(f"{one.value!r} and {two.value!r}")


def _place(node: ast.AST, path: tuple[ast.AST, ...]) -> str:
    """Tell what kind of place a constant stands in, by what is around it."""
    inner: ast.AST = node
    for outer in reversed(path):
        if isinstance(outer, ast.Expr) and isinstance(path[-2], DOCUMENTED):
            return f"doc of {type(path[-2]).__name__}"
        if isinstance(outer, ast.Call):
            name = ast.unparse(outer.func).rpartition(".")[2]
            if name[:1].isupper() and name not in ("Field", "Service"):
                return "argument of a class of the service"
            word = inner.arg if isinstance(inner, ast.keyword) else "..."
            return f"{name}({word})"
        if isinstance(outer, ast.Subscript):
            return f"{ast.unparse(outer.value)}[]"
        if isinstance(outer, ast.Assign | ast.AnnAssign):
            owner = path[path.index(outer) - 1]
            return f"value in {type(owner).__name__}"
        if isinstance(outer, ast.arguments):
            return "default of a parameter"
        inner = outer
    return "elsewhere"


def _comments(hostile: str, plain: str) -> Iterator[Sink]:
    left, right = list(_tokens(hostile)), list(_tokens(plain))
    if len(left) != len(right):
        raise ShapeDiffers("comments")
    for one, two in zip(left, right, strict=True):
        if MARK.search(two):
            assert one.isprintable()
            yield Sink("comment", one, two)


def _tokens(text: str) -> Iterator[str]:
    for token in tokenize.tokenize(io.BytesIO(text.encode()).readline):
        if token.type == tokenize.COMMENT:
            yield token.string.removeprefix("#")


def enum_values(text: str) -> dict[str, dict[str, object]]:
    """Give the members of every enum of a module with their values."""
    return {
        node.name: {
            ast.unparse(line.targets[0]): ast.literal_eval(line.value)
            for line in node.body
            if isinstance(line, ast.Assign)
        }
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }
