"""What a waiting conflict stands on: the unit's text when it first clashed, put into the base."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from svcgen.merge.python.keys import key_block
from svcgen.merge.python.moves import Site, block_at, sites
from svcgen.merge.python.source import parse_source
from svcgen.merge.python.tiles import Block, tile_module
from svcgen.merge.units import Unmergeable


def put_pending(
    blocks: tuple[Block, Block, Block], pending: Mapping[str, str | None]
) -> None:
    """Put the units that wait into a base that moved on without them, in place."""
    for name, text in pending.items():
        if name:
            _put(blocks, name, text)


def _put(blocks: tuple[Block, Block, Block], name: str, text: str | None) -> None:
    base, yours, new = blocks
    there = next((site for site in sites(base) if site.name == name), None)
    if text is None:
        if there is not None:
            there.block.units.remove(there.unit)
        return
    stand_in = _tiled(text)
    if stand_in is None or len(stand_in.units) != 1:
        return
    unit = stand_in.units[0]
    if there is None:
        # the owner renamed or moved it: the base has it where it was
        there = _former(base, yours, unit.key)
    if there is None:
        path = name.rpartition(".")[0]
        if path and not any(site.name == path for site in sites(yours)):
            return
        unit.key = name.removeprefix(f"{path}.") if path else name
        if not any(site.name == path for site in sites(base)):
            block_at(new, yours, path)
        # what the generator took out goes only when the owner says so
        unit.moved = True
        block_at(base, yours, path).units.append(unit)
        return
    unit.key, unit.after = there.unit.key, there.unit.after
    place = there.block.units.index(there.unit)
    if _is_head(text) and unit.body is not None and there.unit.body is not None:
        unit.body.units = there.unit.body.units
    there.block.units[place] = unit


def _former(base: Block, yours: Block, key: str) -> Site | None:
    names = {site.name for site in sites(yours)}
    found = [s for s in sites(base) if s.unit.key == key and s.name not in names]
    return found[0] if len(found) == 1 else None


def _is_head(text: str) -> bool:
    return text.rstrip().endswith(":")


def _tiled(text: str) -> Block | None:
    """Tile the text of a unit; the head of a class gets a body."""
    plain = textwrap.dedent(text)
    if not plain.endswith("\n"):
        plain += "\n"
    if _is_head(plain):
        plain += "    ...\n"
    try:
        block = tile_module(parse_source(plain, "the text of a conflict"))
    except Unmergeable:
        return None
    key_block(block)
    return block
