"""The merge of blocks: modules, classes and what is only for type checkers, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass

from svcgen.merge.python.bindings import bindings_in
from svcgen.merge.python.classes import merge_class_heads
from svcgen.merge.python.imports import merge_imports
from svcgen.merge.python.keys import DOC, IMPORT, TYPE_CHECKING, qualified
from svcgen.merge.python.ledger import Ledger
from svcgen.merge.python.order import order_keys
from svcgen.merge.python.pieces import Piece, join_pieces
from svcgen.merge.python.statements import merge_cores, merge_leads
from svcgen.merge.python.states import symbol_state
from svcgen.merge.python.texts import Clash, text_at
from svcgen.merge.python.tiles import Block, Unit, head_form


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block is: the qualified name of its class, and its indentation."""

    path: str
    indent: str
    top: bool


@dataclass(frozen=True, slots=True)
class Triple:
    """A unit on each side, None where it is absent."""

    base: Unit | None
    yours: Unit | None
    new: Unit | None

    @property
    def texts(self) -> tuple[str | None, str | None, str | None]:
        """The unit's text on each side."""
        sides = (self.base, self.yours, self.new)
        base, yours, new = (side.whole if side else None for side in sides)
        return base, yours, new

    def state(self, *, anchor: bool = False) -> str:
        """The unit's state, as long as nobody tried to merge it."""
        sides = (self.base, self.yours, self.new)
        base, yours, new = (side.full if side else None for side in sides)
        return symbol_state((base, yours, new), anchor=anchor)


def merge_blocks(
    base: Block | None, yours: Block, new: Block | None, place: Place, ledger: Ledger
) -> str:
    """Give the lines of a merged block, without what stands below its last unit."""
    b, y, n = (_by_key(side) for side in (base, yours, new))
    pieces: dict[str, Piece] = {}
    for key in dict.fromkeys([*y, *n, *b]):
        name = qualified(place.path, key)
        triple = Triple(b.get(key), y.get(key), n.get(key))
        piece = _merge_unit(triple, name, place, ledger)
        if piece is not None:
            pieces[key] = piece
    for unit in yours.units:
        if unit.is_import:
            bound = tuple(bindings_in(unit.nodes))
            pieces[unit.key] = Piece(
                unit.key, IMPORT, unit, unit.lead, unit.core, bound
            )
    order = [unit.key for unit in yours.units]
    keys = order_keys(list(b), order, list(n), pieces)
    if DOC in pieces:
        keys.remove(DOC)
        keys.insert(0, DOC)
    ordered = [pieces[key] for key in keys]
    ordered = merge_imports((base, yours, new), ordered, ledger)
    return join_pieces(ordered, top=place.top)


def _by_key(block: Block | None) -> dict[str, Unit]:
    units = block.units if block else []
    return {unit.key: unit for unit in units if not unit.is_import}


def _merge_unit(
    triple: Triple, name: str, place: Place, ledger: Ledger
) -> Piece | None:
    yours, new = triple.yours, triple.new
    if yours is not None and new is not None:
        if yours.body is not None and new.body is not None:
            return _merge_class(triple, yours, new, name, ledger)
        return _merge_present(triple, yours, new, name, ledger)
    anchor = name in ledger.facts.anchors
    state = triple.state(anchor=anchor)
    ledger.note(name, state)
    if yours is None:
        return _absent(triple, state, name, place, ledger)
    if state == "orphan-edited":
        moved = triple.base is not None and triple.base.moved
        did = "moved it or use it" if moved else "have edited it"
        reason = f"the generator no longer makes it, and you {did}"
        ledger.clash(name, reason, *triple.texts)
    if state == "orphan":
        if name not in ledger.wanted and not anchor:
            ledger.orphans[name] = yours
            return None
        who = "a file of the generator's" if anchor else "your code"
        reason = f"the generator no longer makes it, but {who} uses it"
        ledger.clash(name, reason, *triple.texts)
    return _yours(yours)


def _absent(
    triple: Triple, state: str, name: str, place: Place, ledger: Ledger
) -> Piece | None:
    """Decide about a unit that yours does not have."""
    if state == "diverged-removed":
        reason = "you took it out, and the generator changed it"
        ledger.clash(name, reason, *triple.texts)
    new = triple.new
    if new is None or state not in {"stale", "missing"}:
        return None
    lead = text_at(new, new.first, new.start, place.indent)
    core = text_at(new, new.start, new.end, place.indent)
    return Piece(new.key, new.key, new, lead, core)


def _yours(unit: Unit) -> Piece:
    return Piece(unit.key, unit.key, unit, unit.lead, unit.core)


def _merge_present(
    triple: Triple, yours: Unit, new: Unit, name: str, ledger: Ledger
) -> Piece:
    """Merge a unit that yours and new both have."""
    base, state = triple.base, triple.state()
    ledger.note(name, state)
    if state in {"clean", "caught-up", "customised"}:
        return _yours(yours)
    if yours.form == new.form and base is None:
        ledger.note(name, "caught-up")
        return _yours(yours)
    try:
        if base is None:
            raise Clash("both added it, and not the same")
        lead = merge_leads(base, yours, new)
        core = merge_cores(base, yours, new)
        return Piece(yours.key, yours.key, yours, lead, core)
    except Clash as clash:
        ledger.note(name, "diverged")
        ledger.clash(name, str(clash), *triple.texts)
        return _yours(yours)


def _merge_class(
    triple: Triple, yours: Unit, new: Unit, name: str, ledger: Ledger
) -> Piece:
    """Merge a class, or the block for type checkers, member by member."""
    base = triple.base if triple.base and triple.base.body else None
    body, theirs = yours.body, new.body
    assert body is not None
    assert theirs is not None
    inside = yours.key == TYPE_CHECKING
    head = _merge_head(base, yours, new, name, ledger)
    path = name.rpartition(".")[0] if inside else name
    place = Place(path, body.indent or theirs.indent, top=False)
    text = merge_blocks(base.body if base else None, body, theirs, place, ledger)
    if all(not s.strip() or s.lstrip().startswith("#") for s in text.split("\n")):
        text += f"{place.indent}pass\n"
    lead = _merge_lead(base, yours, new, name, ledger)
    tail = merge_tails(base.body if base else None, body, theirs)
    return Piece(yours.key, yours.key, yours, lead, head + text + tail)


def _merge_head(
    base: Unit | None, yours: Unit, new: Unit, name: str, ledger: Ledger
) -> str:
    sides = (base, yours, new)
    b, y, n = (head_form(side) if side else None for side in sides)
    state = symbol_state((b, y, n))
    texts = [_head_text(side) if side else None for side in sides]
    ledger.note(name, state)
    if state in {"clean", "caught-up", "customised"}:
        return _head_text(yours)
    try:
        if base is None or yours.key == TYPE_CHECKING:
            raise Clash("both added it, and not the same")
        return merge_class_heads(base, yours, new)
    except Clash as clash:
        ledger.note(name, "diverged")
        ledger.clash(name, str(clash), *texts)
        return _head_text(yours)


def _head_text(unit: Unit) -> str:
    return unit.source.between(unit.start, unit.body.head if unit.body else unit.end)


def _merge_lead(
    base: Unit | None, yours: Unit, new: Unit, name: str, ledger: Ledger
) -> str:
    try:
        return merge_leads(base, yours, new) if base else yours.lead
    except Clash as clash:
        ledger.note(name, "diverged")
        ledger.clash(
            name, str(clash), base.lead if base else None, yours.lead, new.lead
        )
        return yours.lead


def merge_tails(base: Block | None, yours: Block, new: Block) -> str:
    """Give what stands below the last unit; comments of both sides stay."""
    b, y, n = (_tail_comments(side) for side in (base, yours, new))
    if n in (b, y):
        return yours.tail_text
    text = new.tail_text if y == b else yours.tail_text
    if y == b or not new.units:
        return text
    more = [comment for comment in n if comment not in y]
    return text + "".join(f"{yours.indent}{comment}\n" for comment in more)


def _tail_comments(block: Block | None) -> tuple[str, ...]:
    return block.source.comments_between(block.tail, block.stop) if block else ()
