"""Drift, told to a person: what, where, and the command that heals it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcgen.cli.console import paint

if TYPE_CHECKING:
    from svcgen.drift.report import Finding, Report

UNTOLD = frozenset(("clean", "owned", "unlisted"))


def drift_text(report: Report) -> str:
    """Give the report: findings, what heals them, and how many files are as they should be."""
    lines = [_line(finding, "bold red") for finding in report.findings]
    lines += [_line(finding, "bold cyan") for finding in report.notes]
    if report.findings:
        lines += [
            "",
            *(f"{paint('heal', 'green')}: {heal}" for heal in report.heals if heal),
        ]
    else:
        customised = report.counts.get("customised", 0)
        kept = f", {customised} of them customised" if customised else ""
        total = sum(
            count for code, count in report.counts.items() if code != "unlisted"
        )
        lines.append(f"in step with the spec: {total} files{kept}")
    return "\n".join(lines) + "\n"


def _line(finding: Finding, style: str) -> str:
    line = f":{finding.line}" if finding.line else ""
    where = f"{finding.path}{line}: " if finding.path else ""
    return f"{where}{paint(finding.code, style)}: {finding.message}"
