"""What a merge finds out while it goes through the units of a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from svcgen.merge.python.bindings import Binding
from svcgen.merge.python.tiles import Unit
from svcgen.merge.units import MergeFacts, UnitClash


@dataclass(slots=True, eq=False)
class Ledger:
    """Clashes and states by qualified name, in the order in which they are found.

    `used` are the names that the merged text uses, None as long as they are not known; `bound`
    those that the owner's text binds; `offered` those that the new text imports anywhere;
    `elsewhere` the imports that the owner put into another block; `wanted` the orphans that
    stay because the owner's code uses them, `orphans` those that go; `waits` tells that imports
    differ and it is not known yet what is used.
    """

    facts: MergeFacts
    used: frozenset[str] | None = None
    bound: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    elsewhere: frozenset[Binding] = frozenset()
    wanted: frozenset[str] = frozenset()
    clashes: dict[str, UnitClash] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    orphans: dict[str, Unit] = field(default_factory=dict)
    waits: bool = False

    def anew(self, used: frozenset[str], wanted: frozenset[str]) -> Ledger:
        """Give an empty one that knows more."""
        return replace(
            self,
            used=used,
            wanted=wanted,
            clashes={},
            states={},
            orphans={},
            waits=False,
        )

    def note(self, name: str, state: str) -> None:
        """Keep the state of a unit."""
        self.states[name] = state

    def clash(self, name: str, reason: str, *texts: str | None) -> None:
        """Keep a clash with the unit's text in base, yours and new."""
        base, yours, new = texts
        self.clashes[name] = UnitClash(name, reason, base, yours, new)
        if name in self.facts.pending:
            self.states[name] = "conflicted"
