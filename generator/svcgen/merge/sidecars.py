"""From clashes to the record of conflicts that waits for the owner, and to what is reported."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from hashlib import sha256

from svcgen.artifacts.conflicts import PendingUnit, Sidecar, bytes_of, text_of
from svcgen.artifacts.outcome import Conflict
from svcgen.merge.canonical import canonical_form
from svcgen.merge.sides import Merged, Sides, settled_row
from svcgen.merge.units import UnitClash

NO_BASE = "no-base"
UNPARSEABLE = "unparseable"


def sidecar_of(
    sides: Sides, clashes: Iterable[UnitClash], text: bytes
) -> Sidecar | None:
    """Record what a merge left to the owner; `text` is the file as merged.

    A unit that was recorded before keeps the base of its first clash.
    """
    units = tuple(_unit(sides, clash, text) for clash in clashes)
    return _sidecar(sides, units) if units else None


def conflicts_of(sidecar: Sidecar) -> tuple[Conflict, ...]:
    """Give what a record holds as conflicts to report."""
    return tuple(
        Conflict(
            code=one.code,
            path=sidecar.path,
            reason=one.reason,
            base=bytes_of(one.base),
            yours=bytes_of(one.yours),
            new=bytes_of(one.new),
            template=sidecar.template,
            nodes=sidecar.nodes,
            unit=one.unit or None,
            line=one.line,
            like=sidecar.like(one),
        )
        for one in sidecar.units
    )


def set_aside(sides: Sides, code: str, reason: str) -> Merged:
    """Leave a file as it is, row and base too, and record the whole new text."""
    unit = PendingUnit(
        unit="",
        code=code,
        reason=reason,
        line=None,
        base=text_of(sides.base),
        yours=text_of(sides.yours),
        new=text_of(sides.new),
        yours_sha256=digest_of(text_of(sides.yours)),
    )
    sidecar = _sidecar(sides, (unit,))
    row = settled_row(sides)
    return Merged(
        sides.yours,
        code,
        row,
        sides.base,
        conflicts_of(sidecar),
        sidecar if row else None,
    )


def digest_of(text: str | None) -> str:
    """Digest what a unit's text says: layout does not count where it is Python, else spaces do not."""
    if text is None:
        return ""
    form = canonical_form(textwrap.dedent(text).encode("utf-8", "surrogateescape"))
    plain = repr(form) if form is not None else " ".join(text.split())
    return sha256(plain.encode("utf-8", "surrogateescape")).hexdigest()


def line_of(part: str | None, text: bytes) -> int | None:
    """Find the line where a unit's text stands in a file; None where it is absent."""
    if not part or not part.strip():
        return None
    whole = text.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    part = part.replace("\r\n", "\n")
    at = whole.find(part) if whole.startswith(part) else whole.find(f"\n{part}") + 1
    if at == 0 and not whole.startswith(part):
        return None
    lead = part[: len(part) - len(part.lstrip())].count("\n")
    return whole.count("\n", 0, at) + lead + 1


def _sidecar(sides: Sides, units: tuple[PendingUnit, ...]) -> Sidecar:
    return Sidecar(sides.file.path, sides.file.template, sides.file.nodes, units)


def _unit(sides: Sides, clash: UnitClash, text: bytes) -> PendingUnit:
    before = sides.pending.unit(clash.unit) if sides.pending is not None else None
    return PendingUnit(
        unit=clash.unit,
        code=_code(sides, clash, before),
        reason=clash.reason,
        line=line_of(clash.yours, text),
        base=before.base if before is not None else clash.base,
        yours=clash.yours,
        new=clash.new,
        yours_sha256=digest_of(clash.yours),
    )


def _code(sides: Sides, clash: UnitClash, before: PendingUnit | None) -> str:
    """Name the state of a clash by what is there (docs/reference/drift)."""
    if sides.base is None or (before is not None and before.code == NO_BASE):
        return NO_BASE
    if clash.new is None:
        return "orphan-edited"
    return "diverged-removed" if clash.yours is None else "diverged"
