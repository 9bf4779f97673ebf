"""Did you mean ...? The nearest of the names that exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from svcgen.diagnostics.code import show

LONGEST_NAME = 60


class _Known(NamedTuple):
    folded: str
    letters: int
    name: str


def edit_distance(left: str, right: str, limit: int) -> int:
    """Count insertions, deletions, substitutions and swaps of neighbours; `limit + 1` when over.

    The optimal string alignment distance (Damerau-Levenshtein without edits inside a swap).
    """
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, a in enumerate(left, 1):
        here = [row]
        for column, b in enumerate(right, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (a != b))
            swapped = row > 1 and column > 1 and a == right[column - 2]
            if swapped and left[row - 2] == b:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > limit:
            return limit + 1
        before, above = above, here
    return above[-1]


def fold(name: str) -> str:
    """Give the letters and digits of a name in lower case, so that `order-id` meets `orderId`."""
    return "".join(filter(str.isalnum, name.casefold()))


def _letters(folded: str) -> int:
    """Give the set of letters as bits; names that differ in many of them are not compared."""
    bits = 0
    for character in folded:
        bits |= 1 << (ord(character) & 63)
    return bits


@lru_cache(maxsize=64)
def _by_length(known: tuple[str, ...]) -> dict[int, list[_Known]]:
    table: dict[int, list[_Known]] = defaultdict(list)
    for name in known:
        if len(name) <= LONGEST_NAME:
            folded = fold(name)
            table[len(folded)].append(_Known(folded, _letters(folded), name))
    return dict(table)


@lru_cache(maxsize=4096)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    folded = fold(name)
    letters = _letters(folded)
    limit = min(3, max(1, len(folded) // 3))
    table = _by_length(known)
    found: list[tuple[int, str]] = []
    for length in range(len(folded) - limit, len(folded) + limit + 1):
        for each in table.get(length, ()):
            # One edit changes at most two bits.
            if each.name == name or (letters ^ each.letters).bit_count() > 2 * limit:
                continue
            distance = edit_distance(folded, each.folded, limit)
            if distance <= limit:
                found.append((distance, each.name))
    return min(found)[1] if found else None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the known name that was probably meant, or None when none is near.

    Near is: the same letters in another case or with other separators, or up to a third of the
    letters wrong (at most three). Pass a tuple when asking often: it is prepared once.
    """
    if not 0 < len(name) <= LONGEST_NAME:
        return None
    return _nearest(name, known if isinstance(known, tuple) else tuple(known))


def closest(name: str, known: Iterable[str]) -> str:
    """Give the hint `did you mean 'Customer'?`, or an empty hint when no known name is near."""
    found = nearest(name, known)
    return f"did you mean '{show(found)}'?" if found else ""
