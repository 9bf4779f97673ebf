"""What a check found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from svcgen.drift.states import STATES, State


class Finding(NamedTuple):
    """A state worth telling: of a path, or of the whole tree when `path` is empty."""

    code: str
    path: str

    @property
    def state(self) -> State:
        """The state's row in the table: what heals it, what it means."""
        return STATES[self.code]


class Report(NamedTuple):
    """What differs (`findings`), what may be told (`notes`), and how many paths are in each state."""

    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    counts: Mapping[str, int]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 drift."""
        return 1 if self.findings else 0

    @property
    def heals(self) -> tuple[str, ...]:
        """The commands that heal what was found, each once."""
        return tuple(dict.fromkeys(finding.state.heal for finding in self.findings))
