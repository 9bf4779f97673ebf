"""From a line of an emitted file to the symbol and the spec node that it follows from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from svcgen.artifacts.manifest import ManifestRow
from svcgen.provenance.python import python_shape
from svcgen.provenance.regions import Import, Region, Shape
from svcgen.provenance.typescript import typescript_shape

Rows = Mapping[str, ManifestRow]
_WORD = re.compile(r"[A-Za-z_]\w*")


class LineOrigin(NamedTuple):
    """What a line belongs to: a symbol ("" outside of all) and the JSON Pointer of a spec node."""

    symbol: str
    pointer: str


def trace_text(path: str, text: str, rows: Rows) -> tuple[tuple[LineOrigin, ...], ...]:
    """Give the origins of every line of an emitted file, as its text is now; each has at least one.

    The innermost symbol that the renderer recorded decides; outside of these the names on the line
    do, its own or imported ones (several may stand there); else the file's own node.
    """
    row = rows[path]
    symbols = {name: at.partition("#")[0] for name, at in row.symbols}
    shape, lines = _shape(path, text), text.split("\n")
    if lines[-1] == "":
        lines.pop()
    inside = _innermost(shape.regions, len(lines))
    default = _common(row.nodes)
    found: list[tuple[LineOrigin, ...]] = []
    for number, line in enumerate(lines, 1):
        around = inside[number]
        owner = next((each.symbol for each in around if each.symbol in symbols), None)
        if owner is not None:
            found.append((LineOrigin(owner, symbols[owner]),))
            continue
        silent = number in shape.prose or any(each.opaque for each in around)
        words = () if silent else _WORD.findall(line)
        named = dict.fromkeys(_named(words, shape, symbols, rows))
        symbol = around[0].symbol if around else ""
        found.append(tuple(named) or (LineOrigin(symbol, default),))
    return tuple(found)


def _shape(path: str, text: str) -> Shape:
    if path.endswith(".py"):
        return python_shape(path, text)
    return typescript_shape(path, text) if path.endswith(".ts") else Shape()


def _innermost(regions: Sequence[Region], count: int) -> list[tuple[Region, ...]]:
    """Give the regions around each line by its number, the innermost first."""
    around: list[tuple[Region, ...]] = [()] * (count + 1)
    for region in regions:
        for number in range(region.first, min(region.last, count) + 1):
            around[number] = (region, *around[number])
    return around


def _common(nodes: Sequence[str]) -> str:
    """Give the node that all nodes of a file are at or below, the first where only the root is."""
    parts = [node.split("/")[1:] for node in nodes]
    common = [same[0] for same in zip(*parts, strict=False) if len(set(same)) == 1]
    shared = "".join(f"/{part}" for part in common)
    if all(node == shared or node.startswith(f"{shared}/") for node in nodes):
        return shared or (nodes[0] if nodes else "")
    return nodes[0]


def _named(
    words: Sequence[str], shape: Shape, symbols: Mapping[str, str], rows: Rows
) -> Iterator[LineOrigin]:
    """Give the origin of each name that has one."""
    imports = shape.imports or {}
    for word in words:
        if word in symbols:
            yield LineOrigin(word, symbols[word])
            continue
        found = (_imported(source, rows) for source in imports.get(word, ()))
        pointer = next((each for each in found if each is not None), None)
        if pointer is not None:
            yield LineOrigin(word, pointer)


def _imported(source: Import, rows: Rows) -> str | None:
    row = rows.get(source.path)
    if row is None:
        return None
    at = dict(row.symbols).get(source.symbol) if source.symbol else None
    if at is None and source.symbol and source.path.endswith("/__init__.py"):
        return None
    return at.partition("#")[0] if at else _common(row.nodes)
