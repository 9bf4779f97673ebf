"""What modules declare for a runtime to run, gathered and chosen from by name and group.

Handlers of messages and schedules are both declared so.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Protocol, TypeVar

from svcgen_runtime.errors import RuntimeFault, SettingsError


class Declared(Protocol):
    """Something with a name of its own, and a group or "" for none."""

    @property
    def name(self) -> str:
        """Its name on the wire."""

    @property
    def group(self) -> str:
        """What it can be chosen by together with others."""


D = TypeVar("D", bound=Declared)


def collect(what: str, declared: Iterable[D]) -> tuple[D, ...]:
    """All of `declared`, in order. Raises RuntimeFault when a name is used twice.

    `what` is the word for one of them, such as "handler".
    """
    found: dict[str, D] = {}
    for one in declared:
        if one.name in found:
            raise RuntimeFault(f"{what} '{one.name}' is declared twice")
        found[one.name] = one
    return tuple(found.values())


def select(
    what: str,
    declared: Sequence[D],
    names: Sequence[str] = (),
    groups: Sequence[str] = (),
) -> tuple[D, ...]:
    """Those with one of `names` or in one of `groups`; all when neither is given.

    Raises SettingsError, listing every name and group that nobody declared.
    """
    known = {one.name for one in declared}
    known_groups = {one.group for one in declared if one.group}
    faults = [_describe(what, name, known) for name in names if name not in known]
    faults += [
        _describe("group", group, known_groups)
        for group in groups
        if group not in known_groups
    ]
    if faults:
        raise SettingsError(*faults)
    if not names and not groups:
        return tuple(declared)
    return tuple(one for one in declared if one.name in names or one.group in groups)


def _describe(what: str, name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1)
    hint = f"; did you mean '{close[0]}'?" if close else ""
    return f"unknown {what} '{name}'{hint}"
