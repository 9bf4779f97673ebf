"""Tiles: a text as blocks of units, each the whole lines of one statement with what leads it.

Put together again the tiles are the text, byte for byte: nothing is printed from the tree.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from svcgen.merge.python.forms import Form, form_of
from svcgen.merge.python.source import Source

_MARK = re.compile(r"#!|#.*coding[:=]")
Function = ast.FunctionDef | ast.AsyncFunctionDef
_IMPORTS = ast.Import | ast.ImportFrom
_Compound = (
    Function
    | ast.ClassDef
    | ast.If
    | ast.For
    | ast.AsyncFor
    | ast.While
    | ast.With
    | ast.AsyncWith
    | ast.Try
    | ast.TryStar
    | ast.Match
)


@dataclass(slots=True, eq=False)
class Unit:
    """The lines of one statement (of several that share a line): [first, start) leads it.

    `key` is what it is matched by in its block, `after` the key of the unit before it, `body`
    the inner block of a class or of `if TYPE_CHECKING`; `moved` tells that the owner has it
    in another class. `is_import`: it does nothing but import.
    """

    source: Source
    nodes: list[ast.stmt]
    first: int
    start: int
    end: int
    key: str = ""
    after: str = ""
    body: Block | None = None
    moved: bool = False
    is_import: bool = False
    _form: Form | None = field(default=None)

    @property
    def node(self) -> ast.stmt:
        """The first statement; most units have only this one."""
        return self.nodes[0]

    @property
    def is_open(self) -> bool:
        """Whether its inside shares the names around it, as that of `if TYPE_CHECKING` does."""
        return self.body is not None and isinstance(self.node, ast.If)

    @property
    def lead(self) -> str:
        """Blank lines and comments above."""
        return self.source.between(self.first, self.start)

    @property
    def core(self) -> str:
        """The statement, with decorators and the comments that end it."""
        return self.source.between(self.start, self.end)

    @property
    def whole(self) -> str:
        """The statement and the comments above, as it is reported."""
        return (self.lead.lstrip("\n") if self.lead_comments else "") + self.core

    @property
    def indent(self) -> str:
        """The white space that the statement begins with."""
        line = self.source.lines[self.start]
        return line[: len(line) - len(line.lstrip(" \t\f"))]

    @property
    def lead_comments(self) -> tuple[str, ...]:
        """The comments above."""
        return self.source.comments_between(self.first, self.start)

    @property
    def comments(self) -> tuple[str, ...]:
        """The comments in and directly below it."""
        return self.source.comments_between(self.start, self.end)

    @property
    def form(self) -> Form:
        """What it says: layout, quotes and trailing commas do not count, comments do."""
        if self._form is None:
            if self.body is None:
                self._form = (tuple(map(form_of, self.nodes)), self.comments)
            else:
                self._form = (head_form(self), self.body.form)
        return self._form

    @property
    def full(self) -> Form:
        """What it says and where, with the comments above."""
        return (*self.form, self.lead_comments, self.moved)


@dataclass(slots=True, eq=False)
class Block:
    """A run of units, and what stands below the last: [head, ..., tail, stop)."""

    source: Source
    units: list[Unit]
    tail: int
    stop: int
    head: int = 0

    @property
    def form(self) -> Form:
        """What all of it says."""
        comments = self.source.comments_between(self.tail, self.stop)
        return (tuple([unit.full for unit in self.units]), comments)

    @property
    def tail_text(self) -> str:
        """The lines below the last unit."""
        return self.source.between(self.tail, self.stop)

    @property
    def indent(self) -> str:
        """The white space that its statements begin with."""
        return self.units[0].indent if self.units else ""


def head_form(unit: Unit) -> Form:
    """Give what the head of a class or `if` says: all fields but the body."""
    node = unit.node
    fields = [
        (name, _dumped(value))
        for name, value in ast.iter_fields(node)
        if name not in {"body", "lineno", "col_offset"}
    ]
    stop = unit.body.head if unit.body else unit.end
    return (
        type(node).__name__,
        tuple(fields),
        unit.source.comments_between(unit.start, stop),
    )


def _dumped(value: object) -> object:
    if isinstance(value, ast.AST):
        return form_of(value)
    if isinstance(value, list):
        return tuple(map(_dumped, value))
    return value


def tile_module(source: Source) -> Block:
    """Tile a whole text; classes and `if TYPE_CHECKING` are tiled inside as well."""
    return tile(source, source.tree.body, _prolog(source), len(source.lines))


def _prolog(source: Source) -> int:
    """Find the end of what belongs to no statement: `#!`, the encoding, a licence."""
    end = 0
    while end < len(source.lines) and source.lines[end].startswith("#"):
        end += 1
    body = source.tree.body
    first = first_line(body[0]) if body else len(source.lines)
    if end < first and not source.lines[end].strip():
        return end
    # lines that only count where they are (PEP 263)
    marked = [n for n in range(min(end, 2)) if _MARK.match(source.lines[n])]
    return marked[-1] + 1 if marked else 0


def tile(source: Source, body: Sequence[ast.stmt], first: int, stop: int) -> Block:
    """Tile the lines [first, stop), which hold the statements of `body`."""
    groups: list[Unit] = []
    for node in body:
        start, end = first_line(node), node.end_lineno or node.lineno
        if groups and start < groups[-1].end:
            groups[-1].nodes.append(node)
            groups[-1].end = end
        else:
            groups.append(Unit(source, [node], start, start, end))
    at = first
    for number, unit in enumerate(groups):
        limit = groups[number + 1].start if number + 1 < len(groups) else stop
        unit.first = at
        while unit.start > at and _continues(source.lines[unit.start - 1]):
            unit.start -= 1
        at = unit.end = _end_of(unit, limit, last=limit == stop)
        unit.body = inner_block(unit) if _holds_units(unit) else None
        unit.is_import = all(isinstance(n, _IMPORTS) for n in unit.nodes)
    return Block(source, groups, at, stop, first)


def inner_block(unit: Unit) -> Block | None:
    """Tile the body of a compound statement; None when it begins on the line of the head."""
    node = unit.node
    body: list[ast.stmt] = getattr(node, "body", [])
    if not body or len(unit.nodes) > 1:
        return None
    lines, head = unit.source.lines, first_line(body[0])
    column = body[0].col_offset
    before = lines[head].encode()[:column].strip()
    if (before and not _decorators(body[0])) or _continues(lines[head - 1]):
        return None
    while not lines[head - 1].strip() or _is_comment(lines[head - 1]):
        head -= 1
    return tile(unit.source, body, head, unit.end)


def first_line(node: ast.stmt) -> int:
    """Give the line that a statement begins on, its decorators included."""
    return min([node.lineno, *[d.lineno for d in _decorators(node)]]) - 1


def _decorators(node: ast.stmt) -> list[ast.expr]:
    found: list[ast.expr] = getattr(node, "decorator_list", [])
    return found


def _holds_units(unit: Unit) -> bool:
    if len(unit.nodes) > 1:
        return False
    node = unit.node
    return isinstance(node, ast.ClassDef) or is_type_checking(node)


def is_type_checking(node: ast.stmt) -> bool:
    """Tell whether a statement is `if TYPE_CHECKING:` and nothing else."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=[]):
            return True
        case ast.If(test=ast.Attribute(attr="TYPE_CHECKING"), orelse=[]):
            return True
        case _:
            return False


def _end_of(unit: Unit, limit: int, *, last: bool) -> int:
    """Find where a unit ends: comments inside and directly below belong to it."""
    lines, end = unit.source.lines, unit.end
    while end < limit and _continues(lines[end - 1]):
        end += 1
    column = _column(lines[unit.start])
    if isinstance(unit.nodes[-1], _Compound):
        for line in range(end, limit):
            if _is_comment(lines[line]):
                if _column(lines[line]) <= column:
                    break
                end = line + 1
    below = end
    while below < limit and _is_comment(lines[below]):
        below += 1
    ends = last if below == limit else not lines[below].strip()
    return below if ends else end


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _column(line: str) -> int:
    blank = line[: len(line) - len(line.lstrip(" \t\f"))]
    return len(blank.rpartition("\f")[2].expandtabs(8))


def _continues(line: str) -> bool:
    return line.endswith("\\\n")
