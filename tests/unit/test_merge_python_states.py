"""The table of symbol states is the seam between merge, drift and their reports: it has no hole and no overlap."""

from itertools import product

import pytest

from svcgen.merge.python import symbol_states
from svcgen.merge.python.states import symbol_state
from svcgen.merge.units import MergeFacts

# base, yours, new: 0 is absent, different numbers are different texts
CLASSES = {
    (0, 1, 0): "own",
    (1, 1, 1): "clean",
    (1, 2, 1): "customised",
    (1, 0, 1): "removed",
    (1, 0, 2): "diverged-removed",
    (0, 0, 1): "stale",
    (1, 1, 2): "stale",
    (0, 1, 1): "caught-up",
    (1, 2, 2): "caught-up",
    (1, 1, 0): "orphan",
    (1, 2, 0): "orphan-edited",
    (1, 0, 0): "gone",
    (1, 2, 3): "mergeable",
    (0, 1, 2): "mergeable",
}
ROWS = list(product(CLASSES, (False, True), (False, True), (False, True)))
Row = tuple[int, int, int]


def expected(row: Row, *, clashes: bool, anchor: bool, pending: bool) -> str:
    """What the table of docs/decisions/0027 says."""
    if pending:
        return "conflicted"
    if anchor and row in {(1, 0, 1), (1, 0, 2)}:
        return "missing"
    if clashes and CLASSES[row] == "mergeable":
        return "diverged"
    return CLASSES[row]


def test_the_classes_are_all_there_are() -> None:
    """Three texts that may be absent or equal come in 14 ways, not counting three that are absent."""
    found = set()
    for sides in product(range(4), repeat=3):
        seen: list[int] = []
        row = []
        for side in sides:
            if side and side not in seen:
                seen.append(side)
            row.append(seen.index(side) + 1 if side else 0)
        found.add(tuple(row))
    assert found - {(0, 0, 0)} == set(CLASSES)
    assert len(ROWS) == 112


@pytest.mark.parametrize(("row", "clashes", "anchor", "pending"), ROWS)
def test_every_row_has_its_state(
    row: Row, clashes: bool, anchor: bool, pending: bool
) -> None:
    """A row of the table gives the one state that it is listed with, whatever stands for its texts."""
    base, yours, new = (None if side == 0 else f"text {side}" for side in row)
    state = symbol_state(
        (base, yours, new), clashes=clashes, anchor=anchor, pending=pending
    )
    assert state == expected(row, clashes=clashes, anchor=anchor, pending=pending)


TEXTS = {
    0: "",
    1: "\n\ndef f(a):\n    one(a)\n    two(a)\n    three(a)\n",
    2: "\n\ndef f(a):\n    one(a, 2)\n    two(a)\n    three(a)\n",
}
THIRD = {
    False: "\n\ndef f(a):\n    one(a)\n    two(a)\n    three(a, 3)\n",
    True: "\n\ndef f(a):\n    one(a, 3)\n    two(a)\n    three(a)\n",
}


# two functions that were not there before and are not the same always clash
TEXT_ROWS = [row for row in ROWS if row[0] != (0, 1, 2) or row[1]]


@pytest.mark.parametrize(("row", "clashes", "anchor", "pending"), TEXT_ROWS)
def test_texts_get_the_state_of_their_row(
    row: Row, clashes: bool, anchor: bool, pending: bool
) -> None:
    """A file whose function stands in a row of the table reports that row's state."""
    texts = {**TEXTS, 3: THIRD[clashes]}
    # what waits stands for the base of its unit, so the row's base is what waits
    base = 3 if pending else row[0]
    sides = [f"X = 1\n{texts[number]}".encode() for number in (base, *row[1:])]
    facts = MergeFacts(
        pending=(
            {"f": texts[row[0]].strip("\n") + "\n" if row[0] else None}
            if pending
            else {}
        ),
        anchors=frozenset({"f"} if anchor else ()),
    )
    states = dict(symbol_states(sides[0], sides[1], sides[2], facts))
    assert states["X"] == "clean"
    if not pending:
        wanted = expected(row, clashes=clashes, anchor=anchor, pending=False)
        assert states["f"] == wanted
    elif clashes and row in {(1, 2, 3), (0, 1, 2), (1, 2, 0)}:
        assert states["f"] == "conflicted"
