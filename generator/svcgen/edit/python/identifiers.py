"""What every name of a service's generated code is called after a rename, by its full name.

Both texts of a file come from one renderer and one spec but for the names in it, so that their
definitions stand in the same order: what stands at one place is one thing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from svcgen.edit.python.program import module_name

_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Pair(NamedTuple):
    """A generated file before and after: its paths and texts."""

    old_path: str
    old: str
    new_path: str
    new: str


class _Definition(NamedTuple):
    kind: str
    name: str
    node: ast.AST | None


class Identifiers:
    """Full names before to full names after, for all that is called otherwise or stands elsewhere.

    A parameter's full name is `function(parameter)`.
    """

    def __init__(self, moves: Mapping[str, str]) -> None:
        self.moves = dict(moves)
        self.words = frozenset(
            _last(old) for old, new in moves.items() if _last(old) != _last(new)
        )
        """The last parts of full names that change."""

    def last(self, name: str) -> str | None:
        """Give the new last part of a full name; None when it stays."""
        new = self.moves.get(name)
        return _last(new) if new is not None and _last(new) != _last(name) else None

    def module(self, name: str) -> str:
        """Give the new full name of a module or of anything else."""
        return self.moves.get(name, name)


def _last(name: str) -> str:
    return name.rstrip(")").replace("(", ".").rpartition(".")[2]


def identify(pairs: Iterable[Pair]) -> Identifiers:
    """Compare the definitions of generated files before and after a rename."""
    moves: dict[str, str] = {}
    for pair in pairs:
        old, new = module_name(pair.old_path), module_name(pair.new_path)
        if old is None or new is None:
            continue
        moves[old] = new
        if pair.old != pair.new or old != new:
            moves.update(_moves(ast.parse(pair.old), old, ast.parse(pair.new), new))
    return Identifiers({old: new for old, new in moves.items() if old != new})


def _moves(
    one: ast.AST, old: str, other: ast.AST, new: str
) -> Iterator[tuple[str, str]]:
    for before, after in _matched(list(_defined(one)), list(_defined(other))):
        form = "{}({})" if before.kind == "parameter" else "{}.{}"
        names = form.format(old, before.name), form.format(new, after.name)
        yield names
        if before.node is not None and after.node is not None:
            yield from _moves(before.node, names[0], after.node, names[1])


def _matched(
    one: list[_Definition], other: list[_Definition]
) -> Iterator[tuple[_Definition, _Definition]]:
    if [each.kind for each in one] == [each.kind for each in other]:
        yield from zip(one, other, strict=True)
        return
    known = {(each.kind, each.name): each for each in other}
    for each in one:
        after = known.get((each.kind, each.name))
        if after is not None:
            yield each, after


def _defined(node: ast.AST) -> Iterator[_Definition]:
    if isinstance(node, _Function):
        args = node.args
        for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs):
            yield _Definition("parameter", arg.arg, None)
        return
    for each in getattr(node, "body", ()):
        match each:
            case ast.ClassDef(name=name):
                yield _Definition("class", name, each)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield _Definition("function", name, each)
                if name == "__init__":
                    yield from _attributes(each)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(
                target=ast.Name(id=name)
            ):
                yield _Definition("value", name, None)


def _attributes(node: ast.AST) -> Iterator[_Definition]:
    for each in ast.walk(node):
        match each:
            case ast.Assign(
                targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)]
            ):
                yield _Definition("value", name, None)
