"""What each suite may cost: the seconds that its tests take, added up over the workers of one run.

Three workers on two cores (a test often waits for a server) and 900 s for all of `make test`: the sum stays below 2,700. A suite over its budget
fails the run. At proof scale nothing is enforced, the table is printed all the same.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

BUDGETS: Final = {
    "architecture": 240.0,
    "behaviour": 2100.0,
    "benchmarks": 60.0,
    "browser": 60.0,
    "cases": 120.0,
    "contract": 180.0,
    "diagnostics": 60.0,
    "faults": 240.0,
    "golden": 30.0,
    "merges": 60.0,
    "property": 360.0,
    "typescript": 240.0,
    "unit": 60.0,
}
OTHER_BUDGET: Final = 30.0


def suite_of(node_id: str) -> str:
    """The folder under tests/ that a test belongs to, or the name of its module when it lies directly there."""
    parts = PurePosixPath(node_id.partition("::")[0]).parts
    inside = parts[1:] if parts[:1] == ("tests",) else parts
    return inside[0].removesuffix(".py").removeprefix("test_") if inside else "tests"


@dataclass
class Spending:
    """Seconds spent and tests run, suite by suite."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    tests: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, node_id: str, seconds: float, *, is_call: bool) -> None:
        """Book the duration of one phase (set-up, call, tear-down) of a test."""
        suite = suite_of(node_id)
        self.seconds[suite] += seconds
        self.tests[suite] += is_call

    def overspent(self) -> list[str]:
        """The suites over their budget."""
        return [
            suite
            for suite, spent in sorted(self.seconds.items())
            if spent > budget_of(suite)
        ]

    def lines(self) -> list[str]:
        """One line a suite: tests, seconds, budget."""
        return [
            f"{suite:<14} {self.tests[suite]:>5} tests {spent:>7.1f} s of {budget_of(suite):>5.0f} s"
            + ("   OVER BUDGET" if spent > budget_of(suite) else "")
            for suite, spent in sorted(self.seconds.items())
        ]


def budget_of(suite: str) -> float:
    """Seconds that a suite may take."""
    return BUDGETS.get(suite, OTHER_BUDGET)
