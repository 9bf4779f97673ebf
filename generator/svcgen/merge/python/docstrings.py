"""The docstring of a function, by lines when both sides changed it."""

from __future__ import annotations

import ast

from svcgen.merge.python.sequence import includes, regions
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
    return yours.lead + merge_docstring_cores(base, yours, new)


def merge_docstring_cores(base: Unit, yours: Unit, new: Unit) -> str:
    """Merge the lines of a docstring that both sides changed.

    Raises:
        Clash: both sides changed the same lines, or it is more than plain text in quotes.
    """
    sides = (base, yours, new)
    if not all(_is_plain(side) for side in sides):
        raise Clash("both changed the docstring")
    b, y, n = (docstring_of(side).split("\n") for side in sides)
    merged: list[str] = []
    for region in regions(b, y, n):
        ours, theirs = y[slice(*region.yours)], n[slice(*region.new)]
        was = b[slice(*region.base)]
        if not region.by_new or includes(ours, theirs, was):
            merged += ours
        elif not region.by_yours or includes(theirs, ours, was):
            merged += theirs
        else:
            raise Clash("both changed the same lines of the docstring")
    return written(merged, yours.indent)


def is_docstring(unit: Unit) -> bool:
    """Tell whether a unit is nothing but a string."""
    match unit.nodes:
        case [ast.Expr(value=ast.Constant(value=str()))]:
            return True
        case _:
            return False


def docstring_of(unit: Unit) -> str:
    """Give the text of a docstring."""
    match unit.node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
        case _:
            raise Clash("both changed the docstring")


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
