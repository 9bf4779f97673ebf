"""What a check found."""

from __future__ import annotations

from svcgen.drift.states import STATES, UNIT_STATES, State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Finding:
    """A state worth telling: of a unit in a file, of a path, or of the whole tree when that is empty.

    `line` is where it is in the owner's file, `reason` what is known beside the state.
    """

    __slots__ = ("code", "line", "path", "reason", "unit")

    def __init__(
        self,
        code: str,
        path: str = "",
        unit: str = "",
        line: int | None = None,
        reason: str = "",
    ) -> None:
        self.code = code
        self.path = path
        self.unit = unit
        self.line = line
        self.reason = reason

    @property
    def state(self) -> State:
        """The state's row in the table: what heals it, what it means."""
        found = UNIT_STATES.get(self.code) if self.unit else None
        return found or STATES.get(self.code) or UNIT_STATES[self.code]

    @property
    def message(self) -> str:
        """One line: the unit, and what is the matter with it."""
        about = f"{self.unit}: " if self.unit else ""
        return f"{about}{self.reason or self.state.meaning}"


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
