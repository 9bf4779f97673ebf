"""The merge of expressions: calls by their arguments, lists and dicts by their elements."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import NamedTuple

from svcgen.merge.python.forms import form_of
from svcgen.merge.python.order import order_keys
from svcgen.merge.python.picks import pick, shown
from svcgen.merge.python.source import Source
from svcgen.merge.python.texts import Clash, flat_text

_BRACKETS = {ast.List: "[]", ast.Tuple: "()", ast.Set: "{}", ast.Dict: "{}"}


class Value(NamedTuple):
    """An expression and the text that it stands in."""

    source: Source
    node: ast.expr


@dataclass(frozen=True, slots=True)
class Laid:
    """A merged expression: the items between its brackets, and what stands around them."""

    before: str
    items: list[str]
    after: str

    @property
    def flat(self) -> str:
        """All of it on one line."""
        return f"{self.before}{', '.join(self.items)}{self.after}"


class _Item(NamedTuple):
    """An argument or element: how it begins (`name=`, `**`, a key), and its value."""

    start: str
    value: Value


_Items = dict[str, _Item]


def merge_values(base: Value, yours: Value, new: Value, what: str) -> Laid:
    """Merge an expression that both sides changed.

    Raises:
        Clash: both sides changed the same part of `what`.
    """
    match base.node, yours.node, new.node:
        case ast.Await(value=b), ast.Await(value=y), ast.Await(value=n):
            inner = merge_values(
                Value(base.source, b),
                Value(yours.source, y),
                Value(new.source, n),
                what,
            )
            return Laid(f"await {inner.before}", inner.items, inner.after)
        case ast.Call(), ast.Call(), ast.Call():
            return _merge_calls(base, yours, new, what)
        case _:
            return _merge_literals(base, yours, new, what)


def _merge_literals(base: Value, yours: Value, new: Value, what: str) -> Laid:
    kinds = {type(side.node) for side in (base, yours, new)}
    brackets = _BRACKETS.get(type(yours.node))
    if len(kinds) > 1 or brackets is None:
        raise Clash(f"both changed {what}")
    b, y, n = (_elements(side, what) for side in (base, yours, new))
    items = _merge_items(b, y, n, what)
    if brackets == "()" and len(items) == 1:
        items[0] += ","
    return Laid(brackets[0], items, brackets[1])


def _merge_calls(base: Value, yours: Value, new: Value, what: str) -> Laid:
    """Merge calls of the same thing: what is passed by name apart, the rest as a whole."""
    b, y, n = (_call(side) for side in (base, yours, new))
    if len({form_of(call.func) for call in (b, y, n)}) > 1:
        raise Clash(f"both changed {what}")
    plain = [tuple(map(form_of, call.args)) for call in (b, y, n)]
    ours = pick(plain[0], plain[1], plain[2], what) == plain[1]
    side, call = (yours, y) if ours else (new, n)
    texts = [flat_text(side.source, arg) for arg in call.args]
    named = [_named(side, what) for side in (base, yours, new)]
    texts += _merge_items(named[0], named[1], named[2], what)
    return Laid(f"{flat_text(yours.source, y.func)}(", texts, ")")


def _merge_items(base: _Items, yours: _Items, new: _Items, what: str) -> list[str]:
    """Merge items by their keys, and give them as they are written."""
    live: dict[str, str] = {}
    for key in [*yours, *(key for key in new if key not in yours)]:
        text = _merge_item(base.get(key), yours.get(key), new.get(key), what)
        if text is not None:
            live[key] = text
    keys = order_keys(list(base), list(yours), list(new), live)
    return [live[key] for key in keys]


def _merge_item(
    base: _Item | None, yours: _Item | None, new: _Item | None, what: str
) -> str | None:
    b, y, n = (shown(*side.value) if side else None for side in (base, yours, new))
    try:
        chosen = pick(b, y, n, what)
    except Clash:
        if base is None or yours is None or new is None:
            raise
        laid = merge_values(base.value, yours.value, new.value, what)
        return yours.start + laid.flat
    side = yours or new
    return side.start + chosen.text if chosen and side else None


def _named(side: Value, what: str) -> _Items:
    """Give what a call passes by name."""
    words = _call(side).keywords
    found = {
        f"{word.arg}=" if word.arg else "**": Value(side.source, word.value)
        for word in words
    }
    if len(found) < len(words):
        raise Clash(f"both changed {what}")
    return {name: _Item(name, value) for name, value in found.items()}


def _elements(side: Value, what: str) -> _Items:
    """Give the elements by what they say, those of a dict by what the key says."""
    found: _Items = {}
    node = side.node
    pairs: list[tuple[ast.expr | None, ast.expr]] = []
    if isinstance(node, ast.Dict):
        pairs = list(zip(node.keys, node.values, strict=True))
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        pairs = [(element, element) for element in node.elts]
    for key, element in pairs:
        name = repr(form_of(key)) if key else f"**{form_of(element)}"
        if name in found:
            raise Clash(f"both changed {what}, and an element stands there twice")
        start = ""
        if isinstance(node, ast.Dict):
            start = f"{flat_text(side.source, key)}: " if key else "**"
        found[name] = _Item(start, Value(side.source, element))
    return found


def _call(side: Value) -> ast.Call:
    match side.node:
        case ast.Call() as call:
            return call
        case _:
            raise Clash("both changed a call")
