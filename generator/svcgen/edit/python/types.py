"""Types, as far as imports and annotations tell them for certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Form = Literal["module", "class", "function", "instance", "foreign"]

LISTS = frozenset(
    (
        "list", "List", "set", "frozenset", "Sequence", "Iterable", "Iterator", "Collection",
        "AsyncIterator", "AsyncIterable", "AsyncGenerator", "Generator", "deque",
    )
)  # fmt: skip
MAPPINGS = frozenset(("dict", "Dict", "Mapping", "MutableMapping", "defaultdict"))
ROW, ROWS = "<row>", "<rows>"
GENERIC_RESULTS: Mapping[str, str] = {
    "get": ROW,
    "require": ROW,
    "lock": ROW,
    "find_one": ROW,
    "create": ROW,
    "update": ROW,
    "replace": ROW,
    "upsert": ROW,
    "get_many": ROWS,
    "find": ROWS,
}
"""What the methods of the runtime's repository give: a row, or rows (a test compares)."""
ROW_KEYWORDS = frozenset(("create", "find_one", "exists_where", "count"))
"""Methods of the runtime's repository whose further keywords are columns."""


@dataclass(frozen=True, slots=True)
class Type:
    """What an expression is; `name` is a full name, `args` what a generic holds (None: unknown)."""

    form: Form
    name: str
    args: tuple[Type | None, ...] = ()
