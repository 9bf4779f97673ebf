"""The head of a class: decorators, name, bases and keywords."""

from __future__ import annotations

import ast

from svcgen.merge.python.decorators import decorators_of, merge_decorators
from svcgen.merge.python.forms import Form, form_of
from svcgen.merge.python.order import order_keys
from svcgen.merge.python.picks import Shown, pick, shown
from svcgen.merge.python.texts import Clash, Lines, bracketed, graft, text_at
from svcgen.merge.python.tiles import Unit


def merge_class_heads(base: Unit, yours: Unit, new: Unit) -> str:
    """Give the lines of the merged head of a class.

    Raises:
        Clash: both sides changed the same part of it.
    """
    sides = (base, yours, new)
    nodes = [side.node for side in sides if isinstance(side.node, ast.ClassDef)]
    if len(nodes) < len(sides):
        raise Clash("it is a class on one side only")
    b, y, n = (
        decorators_of(side, node) for side, node in zip(sides, nodes, strict=True)
    )
    return merge_decorators(b, y, n, yours) + _merge_lines(sides, nodes)


def _merge_lines(sides: tuple[Unit, Unit, Unit], nodes: list[ast.ClassDef]) -> str:
    """Merge the lines from `class` to the colon."""
    spans = [
        (node.lineno - 1, side.body.head if side.body else side.end)
        for side, node in zip(sides, nodes, strict=True)
    ]
    told = [
        side.source.comments_between(*span)
        for side, span in zip(sides, spans, strict=True)
    ]
    said = [_said(node) for node in nodes]
    b, y, n = zip(said, told, strict=True)
    mine = sides[1].source.between(*spans[1])
    theirs = text_at(sides[2], *spans[2], sides[1].indent)
    if n in (b, y):
        return mine
    if y == b:
        return theirs
    if y[0] == n[0] and n[1] == b[1]:
        return mine
    if y[0] == b[0] and n[1] == b[1]:
        lines = [
            Lines(side, span[0], span[1], span[1])
            for side, span in zip(sides, spans, strict=True)
        ]
        grafted = graft(lines[2], lines[0], lines[1], sides[1].indent)
        if grafted is not None:
            return grafted
    if any(told) or any(getattr(node, "type_params", []) for node in nodes):
        raise Clash("both changed the head of the class")
    return _merged(sides, nodes)


def _said(node: ast.ClassDef) -> Form:
    types = getattr(node, "type_params", [])
    parts = [*types, *node.bases, *node.keywords]
    return (node.name, *map(form_of, parts))


def _merged(sides: tuple[Unit, Unit, Unit], nodes: list[ast.ClassDef]) -> str:
    name = nodes[1].name if nodes[1].name != nodes[0].name else nodes[2].name
    b, y, n = (_bases(side, node) for side, node in zip(sides, nodes, strict=True))
    live: dict[str, Shown] = {}
    for key in [*y, *(key for key in n if key not in y)]:
        item = pick(b.get(key), y.get(key), n.get(key), f"the base {key}")
        if item is not None:
            live[key] = item
    keys = order_keys(list(b), list(y), list(n), live)
    # keywords stand behind bases
    items = sorted([live[key] for key in keys], key=lambda item: item.form[0] == "=")
    texts = [item.text for item in items]
    before, after = (f"class {name}(", "):") if texts else (f"class {name}", ":")
    return bracketed(before, texts, after, sides[1])


def _bases(unit: Unit, node: ast.ClassDef) -> dict[str, Shown]:
    found: dict[str, Shown] = {}
    for base in node.bases:
        item = shown(unit.source, base)
        if item is not None:
            found[ast.unparse(base)] = item
    for word in node.keywords:
        value = shown(unit.source, word.value)
        if value is not None:
            before = f"{word.arg}=" if word.arg else "**"
            found[before] = Shown(("=", value.form), before + value.text)
    return found
