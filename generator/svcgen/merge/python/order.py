"""The order of merged units, and the blank lines between them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_TOP, _INNER = 2, 1


def order_keys(
    base: Sequence[str], yours: Sequence[str], new: Sequence[str], live: Collection[str]
) -> list[str]:
    """Order the keys in `live`.

    The generator's order is followed as long as the owner kept the base's; what the owner put
    in stands behind what it stood behind. Else the owner's order is followed.
    """
    both = set(yours) & set(new)
    common = [key for key in base if key in both]
    kept = [key for key in yours if key in set(common)] == common
    leading, other = (new, yours) if kept else (yours, new)
    alive = set(live)
    result = [key for key in leading if key in alive]
    placed = set(result)
    for number, key in enumerate(other):
        if key in alive and key not in placed:
            before = [k for k in other[:number] if k in placed]
            result.insert(result.index(before[-1]) + 1 if before else 0, key)
            placed.add(key)
    return result


def blank_lines(lead: str, least: int, most: int) -> str:
    """Give a lead with a number of blank lines above between the two."""
    lines = lead.split("\n")
    blank = 0
    while blank < len(lines) - 1 and not lines[blank].strip():
        blank += 1
    rest = "\n".join(lines[blank:])
    return "\n" * max(least, min(blank, most)) + rest


def least_blank(*, top: bool, heavy: bool, opening: bool) -> int:
    """Give the blank lines that must stand between two units.

    `heavy`: one of them is a function or a class; `opening`: the first is a docstring or the
    last of the imports.
    """
    if heavy:
        return _TOP if top else _INNER
    return 1 if opening else 0


def most_blank(*, top: bool) -> int:
    """Give the blank lines that may stand between two units."""
    return _TOP if top else _INNER
