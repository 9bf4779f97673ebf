"""Whose each line is: paired with the pristine text, by the longest runs that both have."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a text: the number it has in the pristine text, None when it is not there."""

    number: int
    pristine: int | None


def pair_lines(pristine: str, text: str) -> tuple[Line, ...]:
    """Pair every line of a text with the pristine one; layout at the ends of lines does not count."""
    old, new = _lines(pristine), _lines(text)
    pairs: dict[int, int] = {}
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            pairs[block.b + step] = block.a + step + 1
    return tuple(Line(number + 1, pairs.get(number)) for number, _ in enumerate(new))


def _lines(text: str) -> Sequence[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    return [line.rstrip() for line in lines]
