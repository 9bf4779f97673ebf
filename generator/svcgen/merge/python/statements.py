"""The merge of statements: functions part by part, bodies as intervals over the base's."""

from __future__ import annotations

import ast

from svcgen.merge.python.assignments import merge_simple
from svcgen.merge.python.decorators import merge_decorators
from svcgen.merge.python.docstrings import (
    is_docstring,
    merge_docstring_cores,
    merge_docstrings,
)
from svcgen.merge.python.forms import Form, form_of
from svcgen.merge.python.order import blank_lines
from svcgen.merge.python.parts import Parts, take_apart
from svcgen.merge.python.scopes import lost_names
from svcgen.merge.python.sequence import changes, includes, regions
from svcgen.merge.python.signatures import merge_signatures
from svcgen.merge.python.texts import Clash, graft, lines_of, text_at
from svcgen.merge.python.tiles import Block, Unit, inner_block

_BLOCKS = (ast.With, ast.AsyncWith, ast.For, ast.AsyncFor, ast.While, ast.If)


def merge_statements(base: Unit, yours: Unit, new: Unit) -> str:
    """Give the lines of a statement that at least one side changed, with what leads it.

    Raises:
        Clash: the changes do not go together.
    """
    return merge_leads(base, yours, new) + merge_cores(base, yours, new)


def merge_leads(base: Unit, yours: Unit, new: Unit) -> str:
    """Give the comments above: new ones only where the owner left them alone."""
    b, y, n = (side.lead_comments for side in (base, yours, new))
    if n in (b, y) or set(n).issubset(y):
        return yours.lead
    theirs = text_at(new, new.first, new.start, yours.indent)
    if y == b:
        return theirs
    if b:
        raise Clash("both changed the comments above")
    return yours.lead + blank_lines(theirs, 0, 0)


def merge_cores(base: Unit, yours: Unit, new: Unit) -> str:
    """Give the lines of the statement itself."""
    if new.form in (base.form, yours.form):
        return yours.core
    theirs = text_at(new, new.start, new.end, yours.indent)
    if yours.form == base.form:
        return theirs
    said = [tuple(map(form_of, side.nodes)) for side in (base, yours, new)]
    if said[1] == said[2]:
        return _by_comments(base, yours, new, theirs)
    b, y, n = map(lines_of, (base, yours, new))
    for same, target, donor in ((said[1], n, y), (said[2], y, n)):
        grafted = graft(target, b, donor, yours.indent) if same == said[0] else None
        if grafted is not None:
            return grafted
    if is_docstring(yours):
        return merge_docstring_cores(base, yours, new)
    return _merge_compound(base, yours, new) or merge_simple(base, yours, new)


def _by_comments(base: Unit, yours: Unit, new: Unit, theirs: str) -> str:
    """Merge statements that say the same but for the comments in and below them."""
    if new.comments in (base.comments, yours.comments):
        return yours.core
    if yours.comments == base.comments:
        return theirs
    raise Clash("both changed the comments in it")


def _merge_compound(base: Unit, yours: Unit, new: Unit) -> str | None:
    """Merge blocks of one kind, the head and the body apart; None for other statements."""
    parts = [take_apart(side) for side in (base, yours, new)]
    if parts[0] and parts[1] and parts[2]:
        return merge_functions(parts[0], parts[1], parts[2])
    kinds = {type(side.node) for side in (base, yours, new)}
    if len(kinds) > 1 or not isinstance(base.node, _BLOCKS):
        return None
    bodies = [inner_block(side) for side in (base, yours, new)]
    if any(getattr(side.node, "orelse", []) for side in (base, yours, new)):
        raise Clash("both changed a statement that has an else")
    b, y, n = bodies
    if b is None or y is None or n is None:
        return None
    return _merge_heads((base, b), (yours, y), (new, n)) + merge_bodies(b, y, n)


def _merge_heads(
    base: tuple[Unit, Block], yours: tuple[Unit, Block], new: tuple[Unit, Block]
) -> str:
    b, y, n = (_headed(*side) for side in (base, yours, new))
    if n in (b, y):
        return yours[0].source.between(yours[0].start, yours[1].head)
    if y == b:
        return text_at(new[0], new[0].start, new[1].head, yours[0].indent)
    raise Clash("both changed the head of a block")


def _headed(unit: Unit, body: Block) -> object:
    said = [
        form_of(value) if isinstance(value, ast.AST) else value
        for name, value in ast.iter_fields(unit.node)
        if name not in {"body", "orelse", "items"}
    ]
    items = [form_of(item) for item in getattr(unit.node, "items", [])]
    return said, items, unit.source.comments_between(unit.start, body.head)


def merge_functions(base: Parts, yours: Parts, new: Parts) -> str:
    """Merge a function that both sides changed; give its text.

    Raises:
        Clash: a part of it does not go together; then all of it stays the owner's.
    """
    sides = (base, yours, new)
    head = merge_signatures(base, yours, new)
    b, y, n = (side.decorators for side in sides)
    text = merge_decorators(b, y, n, yours.unit) + head
    text += merge_docstrings(base.doc, yours.doc, new.doc, yours.body)
    text += merge_bodies(base.body, yours.body, new.body)
    lost = lost_names(text, yours.unit, new.unit)
    if lost:
        names = ", ".join(sorted(lost))
        raise Clash(f"what one side wrote needs {names}, which the other took away")
    return text


def merge_bodies(base: Block, yours: Block, new: Block) -> str:
    """Give the lines of a merged body.

    Raises:
        Clash: both sides changed the same statement, or put something at the same place.
    """
    b, y, n = ([unit.full for unit in side.units] for side in (base, yours, new))
    _refuse_moves(b, y, n)
    text = ""
    for region in regions(b, y, n):
        ours, theirs = yours.units[slice(*region.yours)], new.units[slice(*region.new)]
        was, mine = b[slice(*region.base)], y[slice(*region.yours)]
        other = n[slice(*region.new)]
        if not region.by_new or includes(mine, other, was):
            text += "".join([unit.lead + unit.core for unit in ours])
        elif not region.by_yours or includes(other, mine, was):
            text += _theirs(theirs, yours.indent or new.indent)
        else:
            text += _pairwise(base.units[slice(*region.base)], ours, theirs)
    return text + _merge_tails(base, yours, new)


def _theirs(units: list[Unit], indent: str) -> str:
    return "".join([text_at(unit, unit.first, unit.end, indent) for unit in units])


def _pairwise(base: list[Unit], yours: list[Unit], new: list[Unit]) -> str:
    """Merge runs of one length statement by statement."""
    if not len(base) == len(yours) == len(new):
        raise Clash("both changed the same statements of the body")
    return "".join(map(merge_statements, base, yours, new))


def _merge_tails(base: Block, yours: Block, new: Block) -> str:
    b, y, n = (
        side.source.comments_between(side.tail, side.stop)
        for side in (base, yours, new)
    )
    if n in (b, y):
        return yours.tail_text
    if y != b or not new.units:
        raise Clash("both changed the comments below the body")
    return text_at(new.units[-1], new.tail, new.stop, yours.indent)


def _refuse_moves(base: list[Form], yours: list[Form], new: list[Form]) -> None:
    """Refuse a statement that one side moved and the other changed, moved or took away."""
    mine, theirs = _shifted(base, yours), _shifted(base, new)
    for moved, gone in ((mine[0], theirs[1]), (theirs[0], mine[1])):
        if moved & gone:
            raise Clash("one side moved a statement that the other changed or took out")


def _shifted(base: list[Form], side: list[Form]) -> tuple[set[Form], set[Form]]:
    """Give what a side moved, and what it took from where it was."""
    hunks = changes(base, side)
    gone = {form for hunk in hunks for form in base[hunk[0] : hunk[1]]}
    come = {form for hunk in hunks for form in side[hunk[2] : hunk[3]]}
    return gone & come, gone
