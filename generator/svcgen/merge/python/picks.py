"""Three-way choice between values, and expressions as values."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TypeVar

from svcgen.merge.python.forms import Form, form_of
from svcgen.merge.python.source import Source
from svcgen.merge.python.texts import Clash, flat_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """An expression: what it says, and how it is written."""

    form: Form
    text: str = field(compare=False)


def shown(source: Source, node: ast.expr | None) -> Shown | None:
    """Give an expression with its text on one line."""
    return Shown(form_of(node), flat_text(source, node)) if node else None


def pick(base: T, yours: T, new: T, what: str) -> T:
    """Give the value of the side that changed it.

    Raises:
        Clash: both sides changed it.
    """
    if new in (base, yours):
        return yours
    if yours == base:
        return new
    raise Clash(f"both changed {what}")
