"""The shape of a TypeScript module of the client, by the layout that svcgen gives it.

Declarations begin at the margin, members are indented by two, and what documents either stands above it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from svcgen.provenance.regions import Import, Region, Shape

_DECLARED = re.compile(
    r"(?:export )?(?:async )?(?:type|interface|const|function|class)\*? (\w+)"
)
_MEMBER = re.compile(r"  (?:readonly )?(?:\"([^\"]+)\"|(\w+))\??[:(]")
_IMPORT = re.compile(
    r'import (?:type )?(?:\* as (\w+)|\{([^}]*)\}) from "(\.[^"]*)\.js"'
)


def typescript_shape(path: str, text: str) -> Shape:
    """Give the shape of a module."""
    lines = text.split("\n")
    return Shape(tuple(_declarations(lines)), _imports(path, lines))


def _declarations(lines: Sequence[str]) -> Iterator[Region]:
    for number, line in enumerate(lines):
        found = _DECLARED.match(line)
        if found is None:
            continue
        last = _end(lines, number)
        yield Region(_lead(lines, number) + 1, last + 1, found[1])
        yield from _members(lines, (number + 1, last), found[1])


def _members(
    lines: Sequence[str], inside: tuple[int, int], owner: str
) -> Iterator[Region]:
    starts = [
        (number, found[1] or found[2])
        for number in range(*inside)
        if (found := _MEMBER.match(lines[number])) is not None
    ]
    leads = [_lead(lines, number) for number, _ in starts]
    ends = [*leads[1:], inside[1]][: len(starts)]
    for (_, name), lead, end in zip(starts, leads, ends, strict=True):
        yield Region(lead + 1, end, f"{owner}.{name}")


def _end(lines: Sequence[str], start: int) -> int:
    """Give the last line of a declaration: its own, or the one that closes it at the margin."""
    if lines[start].endswith((";", "}")):
        return start
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line[:1] in ("}", ")", "]") and line.endswith((";", "}", "};", ">;")):
            return number
        if line.startswith("  | ") and line.endswith(";"):
            return number
        if _DECLARED.match(line):
            return number - 1
    return len(lines) - 1


def _lead(lines: Sequence[str], number: int) -> int:
    """Give the first line of the documentation above a line, or the line itself."""
    above = number - 1
    if above < 0 or not lines[above].rstrip().endswith("*/"):
        return number
    while above > 0 and not lines[above].lstrip().startswith("/**"):
        above -= 1
    return above


def _imports(path: str, lines: Sequence[str]) -> dict[str, tuple[Import, ...]]:
    found: dict[str, tuple[Import, ...]] = {}
    for line in lines:
        match = _IMPORT.match(line)
        if match is None:
            continue
        target = posixpath.normpath(f"{posixpath.dirname(path)}/{match[3]}.ts")
        if match[1]:
            found[match[1]] = (Import(target, ""),)
        for name in re.findall(r"\w+", (match[2] or "").replace("type ", "")):
            found[name] = (Import(target, name),)
    return found
