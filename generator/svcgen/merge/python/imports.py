"""Imports as a set of names for each block."""

from __future__ import annotations

from svcgen.merge.python.bindings import Binding, bindings_of
from svcgen.merge.python.import_texts import add_import, without_names
from svcgen.merge.python.keys import bound_names
from svcgen.merge.python.ledger import Ledger
from svcgen.merge.python.pieces import Piece
from svcgen.merge.python.states import symbol_state
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
    base = {b: u for b, u in base.items() if b.shown not in ledger.facts.pending}
    for binding in {**base, **yours, **new}:
        b, y, n = (binding in side or None for side in (base, yours, new))
        ledger.note(binding.shown, symbol_state((b, y, n)))
    if base.keys() == yours.keys() == new.keys():
        return pieces
    if ledger.used is None:
        ledger.waits = True
        return pieces
    drop = {b for b in yours if b in base and b not in new and _goes(b, ledger)}
    for binding in list(drop):
        if _has_own_comments(yours[binding], base[binding]):
            drop.remove(binding)
            _refuse(binding, "it has a comment of yours", ledger)
    pieces = without_names(pieces, drop)
    left = {binding.local: binding for binding in yours if binding not in drop}
    defined = {name for p in pieces if p.unit and not p.is_import for name in _names(p)}
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


def _has_own_comments(yours: Unit, base: Unit) -> bool:
    theirs = {*base.comments, *base.lead_comments}
    return not theirs.issuperset((*yours.comments, *yours.lead_comments))


def _refuse(binding: Binding, why: str, ledger: Ledger) -> None:
    reason = f"the generator no longer imports it, but {why}"
    ledger.note(binding.shown, "orphan-edited")
    ledger.clash(binding.shown, reason, binding.shown, binding.shown, None)


def _names(piece: Piece) -> set[str]:
    nodes = piece.unit.nodes if piece.unit else []
    return {name for node in nodes for name in bound_names(node)}
