"""A function taken apart."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from svcgen.merge.python.decorators import Decorator, decorators_of
from svcgen.merge.python.forms import Form, form_of
from svcgen.merge.python.texts import Lines
from svcgen.merge.python.tiles import Block, Function, Unit, inner_block


@dataclass(slots=True, eq=False)
class Parts:
    """A function taken apart."""

    unit: Unit
    node: ast.FunctionDef | ast.AsyncFunctionDef
    decorators: list[Decorator]
    body: Block
    doc: Unit | None

    @property
    def head(self) -> tuple[int, int]:
        """The lines of the head: `def` up to the colon."""
        return self.node.lineno - 1, self.body.head

    @property
    def lines(self) -> Lines:
        """The head as lines that may get a comment."""
        return Lines(self.unit, self.node.lineno - 1, self.body.head, self.body.head)

    @property
    def head_text(self) -> str:
        """The head as it stands."""
        return self.unit.source.between(*self.head)

    @property
    def head_comments(self) -> tuple[str, ...]:
        """The comments in the head."""
        return self.unit.source.comments_between(*self.head)

    @property
    def head_form(self) -> Form:
        """What the head says."""
        node = self.node
        returns = form_of(node.returns) if node.returns else None
        types = [form_of(t) for t in getattr(node, "type_params", [])]
        kind = type(node).__name__
        return kind, node.name, form_of(node.args), returns, tuple(types)


def take_apart(unit: Unit) -> Parts | None:
    """Take a function apart; None when it is something else, or its body is on the first line."""
    node = unit.node
    if not isinstance(node, Function) or len(unit.nodes) > 1:
        return None
    body = inner_block(unit)
    if body is None:
        return None
    doc = None
    match node.body[0]:
        case ast.Expr(value=ast.Constant(value=str())) if len(body.units[0].nodes) == 1:
            doc = body.units.pop(0)
        case _:
            pass
    return Parts(unit, node, decorators_of(unit, node), body, doc)
