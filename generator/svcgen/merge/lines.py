"""The three-way merge of a text by lines (diff3), for what has no structure that svcgen knows.

Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", FSTTCS 2007: edits of base by either
side, as intervals of base's lines. Where the two do not overlap, both are carried out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from svcgen.merge.units import MergeFacts, TextMerge, UnitClash

LINES = "lines "


@dataclass(frozen=True, slots=True)
class _Hunk:
    """A stretch of base, and what stands there instead: lines `first:past` of a side."""

    start: int
    stop: int
    first: int
    past: int


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of base that is touched: where it is in yours and in new, and by whom."""

    base: slice
    yours: slice
    new: slice
    by_yours: bool
    by_new: bool


def merge_lines(
    texts: Sequence[str], facts: MergeFacts, *, unordered: bool = False
) -> TextMerge:
    """Merge base, yours and new by lines; where both changed the same ones, yours stay and are reported.

    With `unordered` the file is a set of lines (.gitignore): what both insert at one place stays.
    Line ends do not count; untouched lines of yours stay byte for byte.
    """
    base, yours, new = texts
    mine, theirs = _lines(yours), _lines(new)
    old = _with_pending(_lines(base), mine, facts)
    merged, clashes = [], []
    at = 0
    for region in _regions(old, mine, theirs):
        merged += mine[at : region.yours.start]
        at = region.yours.stop
        here = [each[span] for each, span in _sides(region, old, mine, theirs)]
        settled = _settle(region, here, unordered=unordered)
        merged += here[1] if settled is None else settled
        if settled is None:
            clashes.append(_clash(region, here))
    merged += mine[at:]
    return TextMerge("".join(_ended(merged, yours)).encode(), tuple(clashes))


def _sides(
    region: _Region, old: list[str], mine: list[str], theirs: list[str]
) -> tuple[tuple[list[str], slice], ...]:
    return (old, region.base), (mine, region.yours), (theirs, region.new)


def _lines(text: str) -> list[str]:
    """Split after LF and nowhere else, line ends kept."""
    lines = text.split("\n")
    ended = [f"{line}\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended


def _keys(lines: Sequence[str]) -> list[str]:
    return [line.rstrip("\r\n") for line in lines]


def _settle(
    region: _Region, here: list[list[str]], *, unordered: bool
) -> list[str] | None:
    """Give the lines of a region, or None when the sides clash there."""
    old, mine, theirs = here
    if not region.by_new or _keys(mine) == _keys(theirs):
        return mine
    if not region.by_yours:
        return theirs
    if unordered and not old:
        known = set(_keys(mine))
        return [*mine, *(line for line in theirs if _keys([line])[0] not in known)]
    return None


def _clash(region: _Region, here: list[list[str]]) -> UnitClash:
    first, past = region.yours.start, region.yours.stop
    texts = ["".join(lines) for lines in here]
    reason = "you and the generator both changed these lines"
    return UnitClash(f"{LINES}{first + 1}-{max(past, first + 1)}", reason, *texts)


def _regions(old: list[str], mine: list[str], theirs: list[str]) -> Iterator[_Region]:
    """Group the edits of both sides where they overlap, in the order of base."""
    edits = sorted(
        [(hunk, True) for hunk in _hunks(old, mine)]
        + [(hunk, False) for hunk in _hunks(old, theirs)],
        key=lambda edit: (edit[0].start, edit[0].stop),
    )
    offset = {True: 0, False: 0}
    while edits:
        group = [edits.pop(0)]
        while edits and _overlap([hunk for hunk, _ in group], edits[0][0]):
            group.append(edits.pop(0))
        start = min(hunk.start for hunk, _ in group)
        stop = max(hunk.stop for hunk, _ in group)
        spans = {}
        for side in (True, False):
            first = start + offset[side]
            offset[side] += sum(
                (hunk.past - hunk.first) - (hunk.stop - hunk.start)
                for hunk, by in group
                if by is side
            )
            spans[side] = slice(first, stop + offset[side])
        touched = {by for _, by in group}
        yield _Region(
            slice(start, stop),
            spans[True],
            spans[False],
            True in touched,
            False in touched,
        )


def _overlap(group: list[_Hunk], hunk: _Hunk) -> bool:
    """Tell whether a hunk shares a line with the group, or inserts where the group inserts."""
    stop = max(each.stop for each in group)
    point = any(each.start == each.stop == hunk.start == hunk.stop for each in group)
    inside = any(each.start < hunk.start < each.stop for each in group)
    return hunk.start < stop or point or inside


def _hunks(old: list[str], side: list[str]) -> list[_Hunk]:
    matcher = SequenceMatcher(None, _keys(old), _keys(side), autojunk=False)
    return [
        _Hunk(i1, i2, j1, j2)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _with_pending(old: list[str], mine: list[str], facts: MergeFacts) -> list[str]:
    """Put back what base had where a clash is pending: at the owner's edit nearest to its lines."""
    for unit, text in facts.pending.items():
        hunks = _hunks(old, mine)
        if not unit.startswith(LINES) or not hunks:
            continue
        line = int(unit.removeprefix(LINES).partition("-")[0]) - 1
        hunk = min(hunks, key=lambda hunk: abs(hunk.first - line))
        old = [*old[: hunk.start], *_lines(text or ""), *old[hunk.stop :]]
    return old


def _ended(lines: list[str], yours: str) -> Iterator[str]:
    """End every line that is not of yours as most of yours end."""
    end, own = newline_of(yours), set(_lines(yours))
    for index, line in enumerate(lines, start=1):
        if line in own and line.endswith("\n"):
            yield line
        elif line.endswith("\n") or index < len(lines):
            yield line.rstrip("\r\n") + end
        else:
            yield line


def newline_of(text: str) -> str:
    """Give the newline that most lines of a text end with."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
