"""The attic: what an owner wrote where there is no place for it any more, kept under .svcgen/attic."""

from __future__ import annotations

from svcgen.write import ServiceTree
from svcgen.write.record import ATTIC


def free_place(tree: ServiceTree, path: str) -> str:
    """Give a place in the attic for a file, beside those that lie there already."""
    number = 1
    while True:
        place = f"{ATTIC}/{path}" + (f".{number}" if number > 1 else "")
        if tree.read_own(place) is None:
            return place
        number += 1
