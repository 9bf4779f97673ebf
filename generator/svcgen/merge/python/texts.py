"""Text of one side put where another side is: indentation, brackets, comments at the end."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from svcgen.merge.python.source import Source, parse_source
from svcgen.merge.python.tiles import Unit

WIDTH = 88


class Clash(Exception):
    """Two edits that do not go together; the reason is one line."""


def text_at(unit: Unit, first: int, end: int, indent: str) -> str:
    """Give lines of a unit's text as they stand below `indent`; strings stay as they are."""
    own = unit.indent
    if own == indent:
        return unit.source.between(first, end)
    inside = unit.source.inside_strings()
    lines = []
    for number in range(first, end):
        line = unit.source.lines[number]
        if number not in inside and line.strip() and line.startswith(own):
            line = indent + line[len(own) :]
        lines.append(line)
    return "".join(lines)


def step_of(source: Source) -> str:
    """Give the white space of one level of indentation, four spaces if there is none."""
    for node in ast.walk(source.tree):
        body: object = getattr(node, "body", None)
        if not isinstance(node, ast.stmt) or not isinstance(body, list):
            continue
        first: ast.stmt = body[0]
        line = source.lines[first.lineno - 1]
        white = line[: len(line) - len(line.lstrip(" \t"))]
        outer = source.lines[node.lineno - 1]
        before = outer[: len(outer) - len(outer.lstrip(" \t"))]
        if first.lineno > node.lineno and len(white) > len(before):
            return white[len(before) :]
    return " " * 4


def with_step(source: Source, step: str) -> Source:
    """Give a text with another indentation; the insides of strings stay as they are."""
    own = step_of(source)
    if own == step:
        return source
    inside = source.inside_strings()
    lines = [
        line if number in inside else _stepped(line, own, step)
        for number, line in enumerate(source.lines)
    ]
    return parse_source("".join(lines), "the new text")


def _stepped(line: str, own: str, step: str) -> str:
    levels = 0
    while line.startswith(own, levels * len(own)):
        levels += 1
    return step * levels + line[levels * len(own) :]


def bracketed(before: str, items: Sequence[str], after: str, where: Unit) -> str:
    """Lay out items between brackets: on one line if it fits, else one a line, comma last.

    `before` ends in the opening bracket and `after` begins with the closing one; the first
    line begins where the unit does.
    """
    indent = where.indent
    flat = f"{indent}{before}{', '.join(items)}{after}"
    if len(flat.expandtabs(4)) <= WIDTH or not items:
        return flat + "\n"
    inner = indent + step_of(where.source)
    return "".join(
        [
            f"{indent}{before}\n",
            *[f"{inner}{item},\n" for item in items],
            f"{indent}{after}\n",
        ]
    )


def flat_text(source: Source, node: ast.expr) -> str:
    """Give an expression on one line, as it stands if it stands on one."""
    text = source.segment(node)
    return text if "\n" not in text else ast.unparse(node)


@dataclass(frozen=True, slots=True)
class Lines:
    """A run of a unit's lines: [start, stop) with code, and comments below up to `end`."""

    unit: Unit
    start: int
    stop: int
    end: int

    @property
    def inner(self) -> tuple[str, ...]:
        """The comments above the last line of code."""
        return self.unit.source.comments_between(self.start, self.stop - 1)

    @property
    def last(self) -> str | None:
        """The comment at the end of the last line of code."""
        return self.unit.source.comments.get(self.stop - 1)

    @property
    def below(self) -> tuple[str, ...]:
        """The comments below."""
        return self.unit.source.comments_between(self.stop, self.end)


def lines_of(unit: Unit) -> Lines:
    """Give the lines of a unit, with the comments below it apart."""
    stop = unit.nodes[-1].end_lineno or unit.end
    return Lines(unit, unit.start, min(stop, unit.end), unit.end)


def graft(target: Lines, base: Lines, donor: Lines, indent: str) -> str | None:
    """Give the target's code with the comments that the donor has at and below its end.

    None when the donor changed other comments as well, or the target changed the same.
    """
    if donor.inner != base.inner:
        return None
    code = text_at(target.unit, target.start, target.stop, indent)
    if donor.last != base.last:
        if target.last != base.last:
            return None
        code = code[:-1].removesuffix(target.last or "").rstrip()
        code = f"{code}  {donor.last}\n" if donor.last else f"{code}\n"
    side = donor if donor.below != base.below else target
    if side is donor and target.below != base.below:
        return None
    return code + text_at(side.unit, side.stop, side.end, indent)
