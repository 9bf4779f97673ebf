"""Three-way merge of sequences, as intervals over the base."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Region:
    """A run that one side or both changed: [start, end) of the base and of each side."""

    base: tuple[int, int]
    yours: tuple[int, int]
    new: tuple[int, int]
    by_yours: bool
    by_new: bool


_Hunk = tuple[int, int, int, int]


def changes(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[_Hunk]:
    """Give the runs in which two sequences differ: start and end in the one, in the other."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [
        (start, end, first, last)
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def regions(
    base: Sequence[Hashable], yours: Sequence[Hashable], new: Sequence[Hashable]
) -> list[Region]:
    """Part three sequences into runs: unchanged ones, and changed ones by who changed them.

    Changes that only touch stay apart; those that overlap, and two insertions at one point,
    come as one region that both changed.
    """
    found: list[Region] = []
    at = shift_yours = shift_new = 0
    for group in _groups(base, yours, new):
        start, end = group[0][0][0], max(hunk[1] for hunk, _ in group)
        if at < start:
            found.append(_region(at, start, shift_yours, shift_new))
        grown_yours = sum(_growth(hunk) for hunk, own in group if own)
        grown_new = sum(_growth(hunk) for hunk, own in group if not own)
        found.append(
            Region(
                (start, end),
                (start + shift_yours, end + shift_yours + grown_yours),
                (start + shift_new, end + shift_new + grown_new),
                any(own for _, own in group),
                any(not own for _, own in group),
            )
        )
        shift_yours += grown_yours
        shift_new += grown_new
        at = end
    if at < len(base):
        found.append(_region(at, len(base), shift_yours, shift_new))
    return found


def _groups(
    base: Sequence[Hashable], yours: Sequence[Hashable], new: Sequence[Hashable]
) -> list[list[tuple[_Hunk, bool]]]:
    """Give the changes that meet, each with whether it is the owner's."""
    mine, theirs = changes(base, yours), changes(base, new)
    hunks = sorted(
        [(hunk, True) for hunk in mine] + [(hunk, False) for hunk in theirs],
        key=lambda item: (item[0][0], item[0][1]),
    )
    groups: list[list[tuple[_Hunk, bool]]] = []
    for hunk in hunks:
        if groups and _meet(groups[-1], hunk[0]):
            groups[-1].append(hunk)
        else:
            groups.append([hunk])
    return groups


def includes(
    one: Sequence[Hashable], other: Sequence[Hashable], base: Sequence[Hashable]
) -> bool:
    """Tell whether a run is another and more, and that other only changed or added to the base."""
    added = all(start == end for start, end, _, _ in changes(other, one))
    return added and len(other) >= len(base)


def _region(start: int, end: int, yours: int, new: int) -> Region:
    base = (start, end)
    return Region(
        base, (start + yours, end + yours), (start + new, end + new), False, False
    )


def _growth(hunk: _Hunk) -> int:
    return (hunk[3] - hunk[2]) - (hunk[1] - hunk[0])


def _meet(group: list[tuple[_Hunk, bool]], hunk: _Hunk) -> bool:
    """Tell whether a change overlaps those before it, or is a second insertion at one point."""
    start, end = hunk[0], hunk[1]
    for (first, last, _, _), _ in group:
        if max(first, start) < min(last, end):
            return True
        if start == end == first == last:
            return True
        if start == end and first < start < last:
            return True
    return False
