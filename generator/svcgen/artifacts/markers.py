"""The markers that git leaves where a merge stopped, and the two texts between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_OURS, _BASE, _MIDDLE, _THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


class Marked(NamedTuple):
    """A conflict: the lines of its markers, from 0, and what they call the two sides."""

    first: int
    middle: int
    last: int
    ours: str
    theirs: str
    base: int | None = None


def find_marked(text: str) -> Iterator[Marked]:
    """Give every whole conflict: its three markers stand at the margin, in order."""
    first = base = middle = None
    ours = ""
    for number, line in enumerate(text.split("\n")):
        mark, _, name = line.rstrip("\r").partition(" ")
        if mark == _OURS:
            first, base, middle, ours = number, None, None, name
        elif mark == _BASE and first is not None and middle is None:
            base = number
        elif mark == _MIDDLE and not name and first is not None and middle is None:
            middle = number
        elif mark == _THEIRS and first is not None and middle is not None:
            yield Marked(first, middle, number, ours, name, base)
            first = base = middle = None


def is_marked(text: bytes) -> bool:
    """Tell whether a text holds a conflict."""
    if b"<<<<<<<" not in text:
        return False
    return next(find_marked(text.decode("utf-8", "replace")), None) is not None


def both_sides(text: bytes) -> tuple[bytes, bytes]:
    """Give what each branch had; twice the text itself where there is no conflict."""
    whole = text.decode("utf-8", "surrogateescape")
    lines = whole.split("\n")
    ours, theirs, at = list[str](), list[str](), 0
    for found in find_marked(whole):
        between = lines[at : found.first]
        end = found.middle if found.base is None else found.base
        ours += [*between, *lines[found.first + 1 : end]]
        theirs += [*between, *lines[found.middle + 1 : found.last]]
        at = found.last + 1
    sides = ("\n".join([*side, *lines[at:]]) for side in (ours, theirs))
    first, second = (side.encode("utf-8", "surrogateescape") for side in sides)
    return first, second
