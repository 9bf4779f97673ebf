"""What an edit adds: values, where they go, and what the whole must be afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from svcgen.edit.faults import EditFault
from svcgen.edit.order import position

Plain: TypeAlias = "str | int | float | bool | None"
Value: TypeAlias = "Plain | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str, ...]

SHORT_FORMS = (None, True)
"""Values that stand for an empty mapping: a bare key, and `create: true`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a new value is written.

    `flow`: in braces when its neighbours do not say otherwise and it fits; `open_keys`: mappings
    below these keys stand on lines of their own; `ordered`: into a section that is sorted by
    name, at its place.
    """

    flow: bool = False
    open_keys: frozenset[str] = frozenset()
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A key to be: the last element of `path` in the mapping at the rest of it."""

    path: Path
    value: Value
    layout: Layout = Layout()


@dataclass(frozen=True, slots=True)
class Item:
    """An element to be, of the list at `path`."""

    path: Path
    value: Value
    layout: Layout = Layout()


Addition: TypeAlias = Entry | Item


def apply(data: object, additions: Sequence[Addition]) -> object:
    """Give plain values with the additions in them; raises EditFault for what is taken."""
    for addition in additions:
        data = _put(data, addition.path, addition)
    return data


def _put(node: object, path: Path, addition: Addition) -> object:
    if not path:
        if isinstance(addition, Entry):
            return addition.value
        items = list(node) if isinstance(node, list) else []
        at = position(
            [str(item) for item in items],
            str(addition.value),
            ordered=addition.layout.ordered,
        )
        return [*items[:at], addition.value, *items[at:]]
    if node in SHORT_FORMS:
        node = {}
    if not isinstance(node, Mapping):
        raise in_the_way(addition.path[: -len(path)])
    key, rest = path[0], path[1:]
    if not rest and isinstance(addition, Entry) and node.get(key) is not None:
        raise EditFault(
            "already-there", f"'{'.'.join(addition.path)}' is there already"
        )
    return {**node, key: _put(node.get(key), rest, addition)}


def in_the_way(path: Path) -> EditFault:
    """Say that something else stands where a mapping or a list is needed."""
    where = ".".join(path) or "the spec"
    return EditFault(
        "form-in-the-way",
        f"'{where}' is written in a form that cannot take more",
        "write its long form",
    )


def find_difference(left: object, right: object, path: Path = ()) -> Path | None:
    """Find a place where two plain values differ; None when they are equal."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        for key in (*left, *(key for key in right if key not in left)):
            if key not in left or key not in right:
                return (*path, str(key))
            found = find_difference(left[key], right[key], (*path, str(key)))
            if found is not None:
                return found
        return None
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            found = find_difference(one, other, (*path, str(number)))
            if found is not None:
                return found
        return None
    return (
        None if left == right and type(left) is type(right) else path or ("the spec",)
    )
