"""The pieces of a merged block, and how they are put together."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from svcgen.merge.python.bindings import Binding
from svcgen.merge.python.keys import DOC, IMPORT
from svcgen.merge.python.order import blank_lines, least_blank, most_blank
from svcgen.merge.python.tiles import Function, Unit


@dataclass(slots=True, eq=False)
class Piece:
    """The text of a merged unit: what leads it, and its lines.

    `mark` is what a unit behind it remembers it by; `unit` is where the lead comes from;
    `bound` is what an import binds.
    """

    key: str
    mark: str
    unit: Unit | None
    lead: str
    core: str
    bound: tuple[Binding, ...] = ()

    @property
    def is_import(self) -> bool:
        """Whether it imports."""
        return self.mark == IMPORT

    @property
    def is_heavy(self) -> bool:
        """Whether blank lines stand around it."""
        node = self.unit.node if self.unit else None
        return isinstance(node, Function | ast.ClassDef)


def join_pieces(pieces: Iterable[Piece], *, top: bool) -> str:
    """Put pieces together; where two meet that did not before, the blank lines are made."""
    text = ""
    before: Piece | None = None
    for piece in pieces:
        lead = piece.lead
        stands = before.mark if before else ""
        if piece.unit is not None and piece.unit.after != stands:
            lead = _spaced(lead, before, piece, top=top)
        text += lead + piece.core
        before = piece
    return text


def _spaced(lead: str, before: Piece | None, piece: Piece, *, top: bool) -> str:
    if before is None:
        return blank_lines(lead, 0, 0)
    heavy = before.is_heavy or piece.is_heavy
    opening = before.key == DOC or (before.is_import and not piece.is_import)
    least = least_blank(top=top, heavy=heavy, opening=opening)
    return blank_lines(lead, least, most_blank(top=top))
