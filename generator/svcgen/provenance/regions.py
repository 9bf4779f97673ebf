"""Stretches of lines that a symbol covers, and the names that a file imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Region(NamedTuple):
    """The lines of one symbol, counted from 1, both ends included.

    `opaque` is a body: the names in it are used, and register nothing.
    """

    first: int
    last: int
    symbol: str
    opaque: bool = False


class Import(NamedTuple):
    """Where an imported name may come from: files by path, and the symbol in them ("" for the whole)."""

    path: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a text is made of; an inner region stands after the one it is in.

    `prose` are the lines whose words name nothing: the docstring of a module.
    """

    regions: Sequence[Region] = ()
    imports: Mapping[str, Sequence[Import]] | None = None
    prose: frozenset[int] = frozenset()
