"""Faults that pydantic found, one branch of every union chosen: the one that was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from svcgen.load.document import Document, Key, Path

EXPECTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
    "none_required": "nothing",
    "invalid_key": "a name as key",
}
KEY_MARK = "[key]"


@dataclass(frozen=True, slots=True)
class Fault:
    """An error of pydantic, and the part of its location that was written in the spec.

    `skips` are the positions in the location that were not written: marks of a union's branches,
    and what long forms add. `expected` names kinds of value, for errors of type only.
    """

    kind: str
    location: tuple[Key, ...]
    path: Path
    skips: tuple[int, ...]
    message: str
    context: Mapping[str, object]
    expected: tuple[str, ...]


def collect_faults(error: ValidationError, document: Document) -> list[Fault]:
    """Give the faults of a validation, one for each thing that is wrong."""
    found = [
        _read_fault(details, document)
        for details in error.errors(include_url=False, include_input=False)
    ]
    return _settle_unions(found)


def _read_fault(details: ErrorDetails, document: Document) -> Fault:
    kind, location = details["type"], details["loc"]
    # The last element of these is not a place: the key that is missing, or the mark of a key.
    place = location
    if kind == "missing" or (location and location[-1] == KEY_MARK):
        place = location[:-1]
    path = document.locate(place)
    expected = (EXPECTED[kind],) if kind in EXPECTED else ()
    return Fault(
        kind,
        location,
        path,
        _skipped(place, path),
        details["msg"],
        details.get("ctx", {}),
        expected,
    )


def _skipped(location: tuple[Key, ...], path: Path) -> tuple[int, ...]:
    if len(location) == len(path):
        return ()
    skips, written = [], 0
    for position, element in enumerate(location):
        same = written < len(path) and (
            element == path[written] or isinstance(path[written], int)
        )
        if same:
            written += 1
        else:
            skips.append(position)
    return tuple(skips)


def _settle_unions(faults: Sequence[Fault]) -> list[Fault]:
    """Keep the faults of one branch where several branches of a union complain."""
    unions: dict[tuple[Key, ...], dict[Key, list[Fault]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for fault in faults:
        for position in fault.skips:
            unions[fault.location[:position]][fault.location[position]].append(fault)
    kept = dict.fromkeys(map(id, faults))
    merged: list[Fault] = []
    for place in sorted(unions, key=len):
        branches = [
            [fault for fault in branch if id(fault) in kept]
            for branch in unions[place].values()
        ]
        live = [branch for branch in branches if branch]
        if len(live) < 2:
            continue
        for branch in live:
            for fault in branch:
                del kept[id(fault)]
        chosen = _choose(live, len(place) + 1)
        if isinstance(chosen, Fault):
            merged.append(chosen)
        else:
            kept.update(dict.fromkeys(map(id, chosen)))
    return [fault for fault in faults if id(fault) in kept] + merged


def _choose(branches: Sequence[list[Fault]], depth: int) -> list[Fault] | Fault:
    """Give the branch whose kind of value was written, or one fault that names all the kinds."""
    fitting = [
        branch
        for branch in branches
        if not any(fault.expected and len(fault.location) <= depth for fault in branch)
    ]
    if fitting:
        return min(fitting, key=len)
    kinds = [kind for branch in branches for fault in branch for kind in fault.expected]
    return replace(branches[0][0], expected=tuple(dict.fromkeys(kinds)))
