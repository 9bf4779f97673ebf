"""The docstring of a function, by lines when both sides changed it."""

from __future__ import annotations

import ast

from svcgen.merge.python.sequence import regions
from svcgen.merge.python.texts import Clash, text_at
from svcgen.merge.python.tiles import Block, Unit

_QUOTES = '"""'


def merge_docstrings(
    base: Unit | None, yours: Unit | None, new: Unit | None, body: Block
) -> str:
    """Give the lines of the merged docstring, which stands in `body`.

    Raises:
        Clash: both sides changed the same lines of it.
    """
    b, y, n = (side.full if side else None for side in (base, yours, new))
    if n in (b, y):
        return yours.lead + yours.core if yours else ""
    if y == b:
        indent = body.indent or (yours.indent if yours else "")
        return text_at(new, new.first, new.end, indent) if new else ""
    if base is None or yours is None or new is None:
        raise Clash("both changed the docstring")
    return _by_lines(base, yours, new)


def _by_lines(base: Unit, yours: Unit, new: Unit) -> str:
    sides = (base, yours, new)
    if not all(_is_plain(side) for side in sides):
        raise Clash("both changed the docstring")
    b, y, n = (_value(side).split("\n") for side in sides)
    merged: list[str] = []
    for region in regions(b, y, n):
        ours, theirs = y[slice(*region.yours)], n[slice(*region.new)]
        if region.by_yours and region.by_new and ours != theirs:
            raise Clash("both changed the same lines of the docstring")
        merged += theirs if region.by_new else ours
    return yours.lead + written(merged, yours.indent)


def written(lines: list[str], indent: str) -> str:
    """Write the lines of a docstring, the closing quotes below if there are several."""
    if len(lines) == 1:
        return f"{indent}{_QUOTES}{lines[0]}{_QUOTES}\n"
    rest = "".join([f"{indent}{line}\n" if line else "\n" for line in lines[1:]])
    return f"{indent}{_QUOTES}{lines[0]}\n{rest}{indent}{_QUOTES}\n"


def _is_plain(unit: Unit) -> bool:
    text = unit.core.strip()
    return (
        not unit.comments
        and len(text) >= 2 * len(_QUOTES)
        and text.startswith(_QUOTES)
        and text.endswith(_QUOTES)
        and text.count(_QUOTES) == 2
        and "\\" not in text
        and '""""' not in text
    )


def _value(unit: Unit) -> str:
    match unit.node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
        case _:
            raise Clash("both changed the docstring")
