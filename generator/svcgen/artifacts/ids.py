"""The registry of package ids: every id that was ever given, so that none is given twice."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import NamedTuple

ERROR_PREFIX = "error:"
"""What the name of a declared error begins with in the registry."""
FIRST_ALLOCATED = 1024
LAST = 65535


class IdsError(ValueError):
    """A registry that cannot be read, or no id that is left."""


class IdRow(NamedTuple):
    """A package id and the name of the package it was given to."""

    id: int
    name: str


def allocate(service: str, name: str, taken: Collection[int]) -> int:
    """Give the id of a new package: by its name, so that branches do not clash.

    1024 + sha256("service/name") mod 64512, then the next that is not in `taken`; 1 to 1023
    stay for hand use. Raises IdsError when none is left.
    """
    span = LAST - FIRST_ALLOCATED + 1
    start = int.from_bytes(hashlib.sha256(f"{service}/{name}".encode()).digest()) % span
    for step in range(span):
        candidate = FIRST_ALLOCATED + (start + step) % span
        if candidate not in taken:
            return candidate
    raise IdsError("every package id is taken")


def error_codes(rows: Iterable[IdRow]) -> dict[str, int]:
    """Give the code of each declared error, as it was given last.

    Where two branches gave one code to two errors, the lower name keeps it and the other has none.
    """
    names = {
        row.name.removeprefix(ERROR_PREFIX): row.id
        for row in sorted(rows)
        if row.name.startswith(ERROR_PREFIX)
    }
    holders: dict[int, str] = {}
    for name in sorted(names):
        holders.setdefault(names[name], name)
    return {name: code for code, name in holders.items()}


def dump_ids(rows: Iterable[IdRow]) -> str:
    """Write `id name` lines, sorted by id."""
    return "".join(f"{row.id} {row.name}\n" for row in sorted(set(rows)))


def load_ids(text: str) -> tuple[IdRow, ...]:
    """Read `id name` lines; the same line twice (a branch merge) is one. Raises IdsError."""
    rows: set[IdRow] = set()
    for number, line in enumerate(text.splitlines(), 1):
        id_text, _, name = line.strip().partition(" ")
        if not id_text:
            continue
        if not (id_text.isascii() and id_text.isdigit() and name):
            raise IdsError(f"line {number} is not `id name`")
        rows.add(IdRow(int(id_text), name))
    return tuple(sorted(rows))
