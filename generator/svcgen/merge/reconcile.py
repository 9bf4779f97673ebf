"""What becomes of a file that both the owner and the generator changed: unit by unit.

The owner's text stays where the two clash, the candidate is recorded, and everything else is
merged; the base advances all the same (docs/decisions/0029).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from svcgen.artifacts.conflicts import Sidecar
from svcgen.merge.sidecars import UNPARSEABLE, conflicts_of, set_aside, sidecar_of
from svcgen.merge.sides import Merged, Sides, row_of
from svcgen.merge.units import MergeFacts, TextMerge, Unmergeable

MergeText = Callable[[str, bytes, bytes, bytes, MergeFacts], TextMerge]
"""A merge of one text: path, base, yours, new, and what else is known."""


def by_unit(sides: Sides, merge_text: MergeText) -> Merged:
    """Merge a file unit by unit; one that cannot be taken apart is left as it is."""
    try:
        done, live = _merge(sides, merge_text)
    except Unmergeable as error:
        return set_aside(sides, UNPARSEABLE, str(error))
    for clash in done.clashes:
        if not clash.unit:
            return set_aside(sides, "diverged", clash.reason)
    sidecar = sidecar_of(replace(sides, pending=live), done.clashes, done.text)
    conflicts = conflicts_of(sidecar) if sidecar is not None else ()
    return Merged(
        done.text,
        "diverged" if conflicts else _reason(sides, done),
        row_of(sides),
        sides.new,
        conflicts,
        sidecar,
        dict(done.states),
    )


def _merge(sides: Sides, merge_text: MergeText) -> tuple[TextMerge, Sidecar | None]:
    """Merge, clashes that wait against the base they had at first; give those that still wait."""
    yours, base, path = sides.yours or b"", sides.base or b"", sides.file.path
    live = _still_waiting(sides, merge_text)
    pending = live.bases() if live is not None else {}
    done = merge_text(path, base, yours, sides.new, _facts(sides, pending))
    return done, live


def _still_waiting(sides: Sides, merge_text: MergeText) -> Sidecar | None:
    """Leave out what the owner settled by taking over the candidate, whatever is new since."""
    if sides.pending is None or sides.base is None:
        return None
    bases = sides.pending.bases()
    if not bases or sides.new == sides.base:
        return sides.pending
    facts = _facts(sides, bases)
    seen = merge_text(
        sides.file.path, sides.base, sides.yours or b"", sides.base, facts
    )
    names = {clash.unit for clash in seen.clashes}
    units = tuple(each for each in sides.pending.units if each.unit in names)
    return replace(sides.pending, units=units)


def _facts(sides: Sides, pending: Mapping[str, str | None]) -> MergeFacts:
    return MergeFacts(
        base_symbols=dict(sides.row.symbols) if sides.row is not None else {},
        new_symbols=dict(sides.file.symbols),
        pending=pending,
        anchors=sides.anchors,
    )


def _reason(sides: Sides, done: TextMerge) -> str:
    if done.text != sides.yours:
        return "mergeable"
    return "customised" if sides.new == sides.base else "caught-up"
