"""Imports as a set of names for each block."""

from __future__ import annotations

from svcgen.merge.python.bindings import Binding, bindings_in, bindings_of
from svcgen.merge.python.import_texts import add_import, without_names
from svcgen.merge.python.keys import bound_names
from svcgen.merge.python.ledger import Ledger
from svcgen.merge.python.pieces import Piece
from svcgen.merge.python.statements import merge_leads
from svcgen.merge.python.states import symbol_state
from svcgen.merge.python.texts import Clash, graft, lines_of, text_at
from svcgen.merge.python.tiles import Block, Unit

Sides = tuple[Block | None, Block, Block | None]
_Bindings = dict[Binding, Unit]


def merge_imports(sides: Sides, pieces: list[Piece], ledger: Ledger) -> list[Piece]:
    """Merge the imports of a block into its pieces; as long as no use is known, none changes.

    What the generator dropped goes unless the merged text uses it; what it added comes unless
    the owner took it out and nothing uses it. A name that would come from two places stays
    the owner's, with a clash.
    """
    base, yours, new = (bindings_of(side) for side in sides)
    base = _with_pending(base, yours, ledger)
    for binding in {**base, **yours, **new}:
        b, y, n = (binding in side or None for side in (base, yours, new))
        ledger.note(binding.shown, symbol_state((b, y, n)))
    _take_comments(pieces, base, new, ledger)
    if base.keys() == yours.keys() == new.keys():
        return pieces
    if ledger.used is None:
        ledger.waits = True
        return pieces
    drop = {b for b in yours if b in base and b not in new and _goes(b, ledger)}
    drop -= _commented(drop, base, yours, ledger)
    pieces = without_names(pieces, drop)
    left = {binding.local: binding for binding in yours if binding not in drop}
    defined = {name for p in pieces if p.unit and not p.bound for name in _names(p)}
    for binding in new:
        if binding in yours or not _comes(binding, base, left, ledger):
            continue
        if binding.local in left or binding.local in defined:
            other = left.get(binding.local)
            there = other.shown if other else f"a {binding.local} of your own"
            reason = f"{there} stands where the generator has {binding.shown}"
            ledger.note(binding.shown, "diverged")
            ledger.clash(binding.shown, reason, None, there, binding.shown)
        else:
            pieces = add_import(pieces, binding, sides[2])
            left[binding.local] = binding
    return pieces


def _with_pending(base: _Bindings, yours: _Bindings, ledger: Ledger) -> _Bindings:
    """Give the base's imports as they were when those that wait first clashed."""
    pending = ledger.facts.pending
    if not pending:
        return base
    was = {b: u for b, u in base.items() if b.shown not in pending}
    return was | {b: u for b, u in yours.items() if pending.get(b.shown)}


def _take_comments(
    pieces: list[Piece], base: _Bindings, new: _Bindings, ledger: Ledger
) -> None:
    """Take the comments that only the generator changed at an import that stays."""
    for piece in pieces:
        stays = (name for name in piece.bound if name in base and name in new)
        name, unit = next(stays, None), piece.unit
        if name is None or unit is None:
            continue
        was, now = base[name], new[name]
        try:
            piece.lead = merge_leads(was, unit, now)
            if now.comments not in (was.comments, unit.comments):
                _take_text(piece, was, unit, now)
        except Clash as clash:
            _refuse(name, str(clash), ledger, now)


def _take_text(piece: Piece, was: Unit, unit: Unit, now: Unit) -> None:
    """Take the generator's text of an import for the sake of its comments."""
    names = tuple(bindings_in(now.nodes))
    if unit.comments == was.comments and set(piece.bound).issubset(names):
        piece.core = text_at(now, now.start, now.end, unit.indent)
        piece.bound = names
        return
    lines = lines_of(unit), lines_of(was), lines_of(now)
    grafted = graft(lines[0], lines[1], lines[2], unit.indent)
    if grafted is None:
        raise Clash("both changed this import, and it has comments")
    piece.core = grafted


def _commented(
    drop: set[Binding], base: _Bindings, yours: _Bindings, ledger: Ledger
) -> set[Binding]:
    """Give what may not go, because with its statement a comment of the owner's would."""
    kept = set()
    for binding in drop:
        unit = yours[binding]
        own = set(unit.comments).difference(base[binding].comments)
        if unit is base[binding]:
            own = set(unit.comments)
        # one that waits was alone in its statement when it clashed; another may have joined it
        waits = binding.shown in ledger.facts.pending
        if own and (waits or drop.issuperset(bindings_in(unit.nodes))):
            kept.add(binding)
            reason = "the generator no longer imports it, but it has a comment of yours"
            _refuse(binding, reason, ledger, None)
    return kept


def _refuse(binding: Binding, reason: str, ledger: Ledger, new: Unit | None) -> None:
    ledger.note(binding.shown, "diverged" if new else "orphan-edited")
    theirs = new.whole if new else None
    ledger.clash(binding.shown, reason, binding.shown, binding.shown, theirs)


def _goes(binding: Binding, ledger: Ledger) -> bool:
    """Tell whether an import that the generator dropped is not needed any more."""
    if binding.is_lasting:
        return False
    used = ledger.used is not None and binding.local in ledger.used
    return not used or binding.local in ledger.offered


def _comes(
    binding: Binding, base: _Bindings, left: dict[str, Binding], ledger: Ledger
) -> bool:
    """Tell whether an import of the new text that yours does not have is to be added."""
    if binding in ledger.elsewhere:
        return False
    if binding not in base:
        return True
    used = ledger.used is not None and binding.local in ledger.used
    return used and binding.local not in left and binding.local not in ledger.bound


def _names(piece: Piece) -> set[str]:
    nodes = piece.unit.nodes if piece.unit else []
    return {name for node in nodes for name in bound_names(node)}
