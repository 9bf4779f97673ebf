"""Decorators as an ordered set, each known by what is called."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from svcgen.merge.python.forms import Form, form_of
from svcgen.merge.python.order import order_keys
from svcgen.merge.python.picks import pick
from svcgen.merge.python.texts import Clash, bracketed, text_at
from svcgen.merge.python.tiles import Unit
from svcgen.merge.python.values import Value, merge_values


@dataclass(frozen=True, slots=True)
class Decorator:
    """One decorator: what it calls, what it says, and its lines."""

    key: str
    form: Form
    unit: Unit = field(compare=False)
    first: int = field(compare=False)
    end: int = field(compare=False)
    node: ast.expr = field(compare=False)

    @property
    def value(self) -> Value:
        """What stands behind the `@`."""
        return Value(self.unit.source, self.node)

    def text_at(self, indent: str) -> str:
        """Give its lines as they stand at an indentation."""
        return text_at(self.unit, self.first, self.end, indent)


def decorators_of(
    unit: Unit, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
) -> list[Decorator]:
    """Give the decorators of a function or class."""
    found: list[Decorator] = []
    starts = [item.lineno - 1 for item in node.decorator_list]
    starts[:1] = [unit.start] if starts else []
    ends = [*starts, node.lineno - 1][1:]
    for item, first, end in zip(node.decorator_list, starts, ends, strict=True):
        called = item.func if isinstance(item, ast.Call) else item
        name = ast.unparse(called)
        number = sum(d.key.partition("#")[0] == name for d in found)
        key = f"{name}#{number}" if number else name
        form = (form_of(item), unit.source.comments_between(first, end))
        found.append(Decorator(key, form, unit, first, end, item))
    return found


def merge_decorators(
    base: Sequence[Decorator],
    yours: Sequence[Decorator],
    new: Sequence[Decorator],
    where: Unit,
) -> str:
    """Give the lines of the merged decorators.

    Raises:
        Clash: both sides changed one of them.
    """
    b, y, n = ({d.key: d for d in side} for side in (base, yours, new))
    live: dict[str, str] = {}
    for key in [*y, *(key for key in n if key not in y)]:
        text = _merge_one(b.get(key), y.get(key), n.get(key), where)
        if text is not None:
            live[key] = text
    keys = order_keys(list(b), list(y), list(n), live)
    return "".join([live[key] for key in keys])


def _merge_one(
    base: Decorator | None,
    yours: Decorator | None,
    new: Decorator | None,
    where: Unit,
) -> str | None:
    what = f"the decorator @{(yours or new or base or where).key}"
    try:
        chosen = pick(base, yours, new, what)
    except Clash:
        sides = (base, yours, new)
        if (
            base is None
            or yours is None
            or new is None
            or any(s and s.form[1] for s in sides)
        ):
            raise
        laid = merge_values(base.value, yours.value, new.value, what)
        return bracketed(f"@{laid.before}", laid.items, laid.after, where)
    return chosen.text_at(where.indent) if chosen else None
