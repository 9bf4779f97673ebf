"""The states of a unit, as a table over base, yours and new."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

_TABLE: Final = {
    "010": "own",
    "111": "clean",
    "121": "customised",
    "101": "removed",
    "001": "stale",
    "112": "stale",
    "011": "caught-up",
    "122": "caught-up",
    "110": "orphan",
    "120": "orphan-edited",
    "100": "gone",
    "123": "mergeable",
    "012": "mergeable",
    "102": "diverged-removed",
}
_CLASHING: Final = {"123": "diverged", "012": "diverged"}
_ANCHORED: Final = {"101": "missing", "102": "missing"}


def symbol_state(
    sides: tuple[Hashable, Hashable, Hashable],
    *,
    clashes: bool = False,
    anchor: bool = False,
    pending: bool = False,
) -> str:
    """Give the one state of a unit.

    `sides` is what the unit says in base, yours and new, None where it is absent; one of them
    is there. `clashes`: a merge of the three fails; `anchor`: a file of the generator imports
    it; `pending`: a conflict about it waits.
    """
    if pending:
        return "conflicted"
    row = _row(sides)
    if anchor and row in _ANCHORED:
        return _ANCHORED[row]
    if clashes and row in _CLASHING:
        return _CLASHING[row]
    return _TABLE[row]


def _row(sides: tuple[Hashable, Hashable, Hashable]) -> str:
    """Number what is told apart in the order in which it comes; 0 is absent."""
    seen: list[Hashable] = []
    row = ""
    for side in sides:
        if side is not None and side not in seen:
            seen.append(side)
        row += "0" if side is None else str(seen.index(side) + 1)
    return row
