"""The merge of assignments: annotation and value apart, lists and dicts by their elements."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from svcgen.merge.python.order import order_keys
from svcgen.merge.python.picks import Shown, pick, shown
from svcgen.merge.python.texts import Clash, bracketed, text_at
from svcgen.merge.python.tiles import Unit

_BRACKETS = {ast.List: "[]", ast.Tuple: "()", ast.Set: "{}", ast.Dict: "{}"}
_Elements = dict[str, Shown]


def merge_assignments(base: Unit, yours: Unit, new: Unit) -> str:
    """Give the lines of an assignment that both sides changed.

    Raises:
        Clash: it is something else, or the changes do not go together.
    """
    sides = (base, yours, new)
    if any(side.comments or len(side.nodes) > 1 for side in sides):
        raise Clash("both changed this statement")
    targets = {_target(side.node) for side in sides}
    if len(targets) > 1 or None in targets:
        raise Clash("both changed this statement")
    notes = [shown(side.source, _annotation(side.node)) for side in sides]
    values = [_value(side.node) for side in sides]
    said = [ast.dump(value) if value else None for value in values]
    note = pick(notes[0], notes[1], notes[2], "annotation")
    if said[0] in said[1:] or said[1] == said[2]:
        # one of them has the value: its text, with the annotation that was chosen
        side = yours if said[2] in said[:2] else new
        return _annotated(side, note, yours.indent)
    start = f"{targets.pop()}: {note.text} = " if note else f"{targets.pop()} = "
    return _merge_elements(start, values, sides)


def _merge_elements(
    start: str, values: Sequence[ast.expr | None], sides: tuple[Unit, Unit, Unit]
) -> str:
    """Lay out the merged elements of a list, tuple, set or dict."""
    kinds = {type(value) for value in values}
    brackets = _BRACKETS.get(kinds.pop()) if len(kinds) == 1 else None
    if brackets is None:
        raise Clash("both changed this statement")
    b, y, n = (
        _elements(side, value) for side, value in zip(sides, values, strict=True)
    )
    live: _Elements = {}
    for key in [*y, *(key for key in n if key not in y)]:
        item = pick(b.get(key), y.get(key), n.get(key), "same element")
        if item is not None:
            live[key] = item
    keys = order_keys(list(b), list(y), list(n), live)
    items = [live[key].text for key in keys]
    if brackets == "()" and len(items) == 1:
        items[0] += ","
    return bracketed(start + brackets[0], items, brackets[1], sides[1])


def _elements(unit: Unit, value: ast.expr | None) -> _Elements:
    """Give the elements by what they say, those of a dict by what the key says."""
    found: _Elements = {}
    pairs: list[tuple[ast.expr | None, ast.expr]] = []
    if isinstance(value, ast.Dict):
        pairs = list(zip(value.keys, value.values, strict=True))
    elif isinstance(value, ast.List | ast.Tuple | ast.Set):
        pairs = [(element, element) for element in value.elts]
    for key, element in pairs:
        name = ast.dump(key) if key else f"**{ast.dump(element)}"
        item = shown(unit.source, element)
        if name in found or item is None:
            raise Clash(
                "both changed this statement, and an element stands there twice"
            )
        if isinstance(value, ast.Dict):
            before = shown(unit.source, key)
            text = f"{before.text}: {item.text}" if before else f"**{item.text}"
            item = Shown(item.form, text)
        found[name] = item
    return found


def _annotated(unit: Unit, note: Shown | None, indent: str) -> str:
    """Give the text of a unit with another annotation."""
    text = text_at(unit, unit.start, unit.end, indent)
    own = shown(unit.source, _annotation(unit.node))
    if own == note:
        return text
    if own is None or note is None or text.count(own.text) == 0:
        raise Clash("both changed this statement")
    head, _, rest = text.partition(":")
    return head + ":" + rest.replace(own.text, note.text, 1)


def _target(node: ast.stmt) -> str | None:
    match node:
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            return ast.unparse(target)
        case _:
            return None


def _annotation(node: ast.stmt) -> ast.expr | None:
    return node.annotation if isinstance(node, ast.AnnAssign) else None


def _value(node: ast.stmt) -> ast.expr | None:
    return node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
