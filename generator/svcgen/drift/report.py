"""What a check found."""

from __future__ import annotations

from svcgen.drift.states import STATES, State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Finding:
    """A state worth telling: of a path, or of the whole tree when `path` is empty."""

    __slots__ = ("code", "path")

    def __init__(self, code: str, path: str = "") -> None:
        self.code = code
        self.path = path

    @property
    def state(self) -> State:
        """The state's row in the table: what heals it, what it means."""
        return STATES[self.code]


class Report:
    """What differs (`findings`), what may be told (`notes`), and how many paths are in each state."""

    __slots__ = ("counts", "findings", "notes")

    def __init__(
        self,
        findings: tuple[Finding, ...],
        notes: tuple[Finding, ...],
        counts: Mapping[str, int],
    ) -> None:
        self.findings = findings
        self.notes = notes
        self.counts = counts

    @property
    def exit_code(self) -> int:
        """0 clean, 1 drift."""
        return 1 if self.findings else 0

    @property
    def heals(self) -> tuple[str, ...]:
        """The commands that heal what was found, each once."""
        return tuple(dict.fromkeys(finding.state.heal for finding in self.findings))
