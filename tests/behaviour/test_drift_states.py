"""The table of states: total over every combination of facts about a symbol, and each with its heal."""

import itertools
from collections import Counter
from typing import NamedTuple

from svcgen.drift.states import STATES, UNIT_STATES
from svcgen.merge.python.states import symbol_state

CLASSES = [
    "001",
    "010",
    "011",
    "012",
    "100",
    "101",
    "102",
    "110",
    "111",
    "112",
    "120",
    "121",
    "122",
    "123",
]
SILENT = {"own", "clean", "customised", "removed"}
"""What exits 0."""


class Row(NamedTuple):
    """One combination: what base, yours and new say (None: absent), and the rest."""

    texts: tuple[str | None, str | None, str | None]
    clashes: bool
    anchor: bool
    pending: bool


def rows() -> list[Row]:
    """Every combination of the axes."""
    flags = (False, True)
    return [
        Row((_text(shape[0]), _text(shape[1]), _text(shape[2])), *rest)
        for shape in CLASSES
        for rest in itertools.product(flags, flags, flags)
    ]


def _text(sign: str) -> str | None:
    return None if sign == "0" else sign


def test_the_classes_are_all_there_are() -> None:
    """Three texts that are absent, equal or different come to fourteen classes, not counting nothing at all."""
    seen = set()
    for texts in itertools.product((None, "x", "y", "z"), repeat=3):
        names: dict[str, str] = {}
        for text in texts:
            if text is not None:
                names.setdefault(text, str(len(names) + 1))
        seen.add("".join("0" if text is None else names[text] for text in texts))
    canonical = {"001": "001", "010": "010", "100": "100"}
    assert seen - {"000"} == {canonical.get(each, each) for each in CLASSES}


def test_every_combination_has_exactly_one_state() -> None:
    """Of the conditions of all states, written out in full, exactly one holds for each of the 112 rows."""
    reached: Counter[str] = Counter()
    for row in rows():
        assert _by_the_book(row) == [_state(row)], row
        reached[_state(row)] += 1
    assert sum(reached.values()) == 112
    known = set(UNIT_STATES) - {"no-base"}
    assert set(reached) == known


def _state(row: Row) -> str:
    texts, clashes, anchor, pending = row
    return symbol_state(texts, clashes=clashes, anchor=anchor, pending=pending)


def _by_the_book(row: Row) -> list[str]:
    (b, y, n), clashes, anchor, pending = row
    calm = not pending
    both = y is not None and n is not None and y != n and b not in (y, n)
    gone = calm and y is None and b is not None and n is not None
    book = {
        "conflicted": pending,
        "own": calm and b is None and n is None,
        "clean": calm and b is not None and b == y == n,
        "customised": calm and y is not None and b is not None and b == n != y,
        "removed": gone and b == n and not anchor,
        "missing": gone and anchor,
        "diverged-removed": gone and b != n and not anchor,
        "stale": calm and n is not None and b == y and y != n,
        "caught-up": calm and y is not None and y == n and b != y,
        "orphan": calm and n is None and b is not None and b == y,
        "orphan-edited": calm and n is None and None not in (b, y) and b != y,
        "gone": calm and b is not None and y is None and n is None,
        "mergeable": calm and both and not clashes,
        "diverged": calm and both and clashes,
    }
    return [code for code, holds in book.items() if holds]


def test_exit_codes_follow_the_table() -> None:
    """A state of a symbol is drift unless the owner is free to bring it about."""
    assert {code for code, state in UNIT_STATES.items() if not state.drift} == SILENT


def test_with_an_equal_base_and_output_little_can_be() -> None:
    """While nothing moved, a missing import of the generator's is the only drift of a symbol."""
    still = {
        _state(row)
        for row in rows()
        if row.texts[0] == row.texts[2] and not row.pending
    }
    assert still == SILENT | {"missing"}


def test_every_drift_says_what_heals_it() -> None:
    """Each state that is drift names a command or what to do, and says what it is in one line."""
    for state in [*STATES.values(), *UNIT_STATES.values()]:
        assert bool(state.heal) == state.drift or state.code == "lock-behind"
        assert state.meaning
        assert "\n" not in state.meaning + state.heal
