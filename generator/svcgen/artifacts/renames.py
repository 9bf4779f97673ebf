"""What renames leave on record: keys that they wrote, and what the database is yet to be told.

One tab-separated fact a line, so that two branches merge:

    written  POINTER  FORM        a key that a rename wrote to keep a name; a rename back takes it out
    kept     POINTER              a plural that looks like the usual one by chance, and stays
    table    OLD NEW              a table that migrations are to rename
    column   TABLE OLD NEW        a column that migrations are to rename; TABLE by its new name
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

Row: TypeAlias = tuple[str, ...]
LENGTHS: Mapping[str, int] = {"written": 3, "kept": 2, "table": 3, "column": 4}


def load_renames(text: str) -> frozenset[Row]:
    """Read rows; what is no row is passed over."""
    rows = (tuple(line.split("\t")) for line in text.splitlines())
    return frozenset(row for row in rows if LENGTHS.get(row[0]) == len(row))


def dump_renames(rows: Iterable[Row]) -> str:
    """Write rows, sorted; the empty text when there are none."""
    return "".join("\t".join(row) + "\n" for row in sorted(rows))


def move_pointers(rows: Iterable[Row], old: str, new: str) -> frozenset[Row]:
    """Let what is on record about a node of the spec follow it."""

    def moved(row: Row) -> Row:
        if row[0] in ("written", "kept") and (
            row[1] == old or row[1].startswith(f"{old}/")
        ):
            return (row[0], new + row[1][len(old) :], *row[2:])
        return row

    return frozenset(map(moved, rows))


def rename_table(rows: Iterable[Row], old: str, new: str) -> frozenset[Row]:
    """Put a table's new name on record; a way back cancels the way there."""
    kept = set(rows)
    origin = next((row[1] for row in kept if row[0] == "table" and row[2] == old), old)
    kept.discard(("table", origin, old))
    if origin != new:
        kept.add(("table", origin, new))
    return frozenset(
        ("column", new, *row[2:]) if row[:2] == ("column", old) else row for row in kept
    )


def rename_columns(
    rows: Iterable[Row], table: str, names: Mapping[str, str]
) -> frozenset[Row]:
    """Put the new names of a table's columns on record; a way back cancels the way there."""
    return frozenset(_columns(set(rows), table, names))


def _columns(kept: set[Row], table: str, names: Mapping[str, str]) -> Iterator[Row]:
    origins = {row[3]: row[2] for row in kept if row[:2] == ("column", table)}
    changed = {old: new for old, new in names.items() if old != new}
    for row in kept:
        if row[:2] != ("column", table) or row[3] not in changed:
            yield row
    for old, new in changed.items():
        origin = origins.get(old, old)
        if origin != new:
            yield ("column", table, origin, new)
