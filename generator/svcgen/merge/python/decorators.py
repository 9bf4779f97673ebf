"""Decorators as an ordered set, each known by what is called."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from svcgen.merge.python.order import order_keys
from svcgen.merge.python.picks import pick
from svcgen.merge.python.texts import text_at
from svcgen.merge.python.tiles import Form, Unit


@dataclass(frozen=True, slots=True)
class Decorator:
    """One decorator: what it calls, what it says, and its lines."""

    key: str
    form: Form
    unit: Unit = field(compare=False)
    first: int = field(compare=False)
    end: int = field(compare=False)

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
        form = (ast.dump(item), unit.source.comments_between(first, end))
        found.append(Decorator(key, form, unit, first, end))
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
    live: dict[str, Decorator] = {}
    for key in [*y, *(key for key in n if key not in y)]:
        chosen = pick(b.get(key), y.get(key), n.get(key), f"decorator @{key}")
        if chosen is not None:
            live[key] = chosen
    keys = order_keys(list(b), list(y), list(n), live)
    return "".join([live[key].text_at(where.indent) for key in keys])
