"""Anchors and aliases, with a budget that small files cannot blow up."""

from __future__ import annotations

from dataclasses import dataclass, field

from svcgen.load.document import Node

BUDGET = 256 * 1024
"""Characters and nodes that all aliases of a file may repeat, counted as if they were written out."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A value that an anchor marks: what writing it out costs, and how deep it nests."""

    value: Node
    weight: int
    height: int


@dataclass(slots=True)
class Anchors:
    """The anchors of a file that are complete, and what aliases have spent."""

    _known: dict[str, Anchored] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    # Containers by identity: each is measured once, however often it is repeated.
    _measured: dict[int, Anchored] = field(default_factory=dict)
    _spent: int = 0

    def begin(self, name: str) -> None:
        """Remember that the value of an anchor has begun."""
        self._open.add(name)

    def keep(self, name: str, value: Node) -> None:
        """Keep a complete value; a later anchor of the same name replaces it, as YAML says."""
        self._open.discard(name)
        self._known[name] = self._measure(value)

    def follow(self, name: str) -> Anchored | str:
        """Give what an alias repeats, or why it must not be followed."""
        if name in self._open:
            return "stands inside of what it repeats"
        found = self._known.get(name)
        if found is None:
            return "has no anchor before it"
        self._spent += found.weight
        if self._spent > BUDGET:
            return "repeats too much: write out what it stands for"
        return found

    def _measure(self, value: Node) -> Anchored:
        """Measure a value; it nests at most as deep as the reader of events allows."""
        if not isinstance(value, dict | list):
            return Anchored(value, 1 + len(str(value)), 0)
        if id(value) not in self._measured:
            parts: list[Node] = list(value)
            if isinstance(value, dict):
                parts += value.values()
            measured = [self._measure(part) for part in parts]
            self._measured[id(value)] = Anchored(
                value,
                1 + sum(part.weight for part in measured),
                1 + max((part.height for part in measured), default=0),
            )
        return self._measured[id(value)]
