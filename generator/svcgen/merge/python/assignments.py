"""The merge of simple statements: annotation and value apart, the value by its parts."""

from __future__ import annotations

import ast

from svcgen.merge.python.forms import form_of
from svcgen.merge.python.picks import Shown, pick, shown
from svcgen.merge.python.texts import Clash, bracketed, text_at
from svcgen.merge.python.tiles import Unit
from svcgen.merge.python.values import Value, merge_values

_WHAT = "this statement"


def merge_simple(base: Unit, yours: Unit, new: Unit) -> str:
    """Give the lines of a simple statement that both sides changed.

    Raises:
        Clash: it is of another kind, or the changes do not go together.
    """
    sides = (base, yours, new)
    if any(side.comments or len(side.nodes) > 1 for side in sides):
        raise Clash(f"both changed {_WHAT}")
    starts = {_start(side.node) for side in sides}
    if len(starts) > 1 or None in starts:
        raise Clash(f"both changed {_WHAT}")
    b, y, n = (shown(side.source, _annotation(side.node)) for side in sides)
    note = pick(b, y, n, "the annotation")
    values = [_value(side.node) for side in sides]
    said = [form_of(value) if value else None for value in values]
    if said[0] in said[1:] or said[1] == said[2]:
        # one of them has the value: its text, with the annotation that was chosen
        side = yours if said[2] in said[:2] else new
        return _annotated(side, note, yours.indent)
    if values[0] is None or values[1] is None or values[2] is None:
        raise Clash(f"both changed {_WHAT}")
    laid = merge_values(
        Value(base.source, values[0]),
        Value(yours.source, values[1]),
        Value(new.source, values[2]),
        _WHAT,
    )
    start = f"{starts.pop()}"
    if note:
        start = f"{start.removesuffix(' = ')}: {note.text} = "
    return bracketed(start + laid.before, laid.items, laid.after, yours)


def _annotated(unit: Unit, note: Shown | None, indent: str) -> str:
    """Give the text of a unit with another annotation."""
    text = text_at(unit, unit.start, unit.end, indent)
    own = shown(unit.source, _annotation(unit.node))
    if own == note:
        return text
    if own is None or note is None:
        raise Clash(f"both changed {_WHAT}")
    head, colon, rest = text.partition(":")
    if own.text not in rest:
        raise Clash(f"both changed {_WHAT}")
    return head + colon + rest.replace(own.text, note.text, 1)


def _start(node: ast.stmt) -> str | None:
    """Give what stands before the value."""
    match node:
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            return f"{ast.unparse(target)} = "
        case ast.Return():
            return "return "
        case ast.Expr():
            return ""
        case _:
            return None


def _annotation(node: ast.stmt) -> ast.expr | None:
    return node.annotation if isinstance(node, ast.AnnAssign) else None


def _value(node: ast.stmt) -> ast.expr | None:
    match node:
        case ast.Assign(value=value) | ast.Expr(value=value):
            return value
        case ast.AnnAssign(value=value) | ast.Return(value=value):
            return value
        case _:
            return None
