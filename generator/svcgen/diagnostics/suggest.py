"""Did you mean ...? The nearest of the names that exist."""

from __future__ import annotations

from collections.abc import Iterable

from svcgen.diagnostics.code import show

LONGEST_NAME = 60


def edit_distance(left: str, right: str, limit: int) -> int:
    """Count insertions, deletions, substitutions and swaps of neighbours; `limit + 1` when over.

    The optimal string alignment distance (Damerau-Levenshtein without edits inside a swap).
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
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


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the known name that was probably meant, or None when none is near.

    Near is: the same letters in another case or with other separators, or up to a third of the
    letters wrong (at most three).
    """
    if not 0 < len(name) <= LONGEST_NAME:
        return None
    folded = fold(name)
    limit = min(3, max(1, len(folded) // 3))
    best: tuple[int, str] | None = None
    for candidate in sorted(set(known)):
        if candidate == name:
            continue
        distance = edit_distance(folded, fold(candidate), limit)
        if distance <= limit and (best is None or distance < best[0]):
            best = (distance, candidate)
    return best[1] if best else None


def closest(name: str, known: Iterable[str]) -> str:
    """Give the hint `did you mean 'Customer'?`, or an empty hint when no known name is near."""
    found = nearest(name, known)
    return f"did you mean '{show(found)}'?" if found else ""
