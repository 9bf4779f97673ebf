"""Drift, told to programs: JSON, GitHub annotations, SARIF 2.1.0."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcgen.drift.report import Finding, Report


def render_drift(report: Report, format_: str) -> str:
    """Render a report; `format_` is json, github or sarif."""
    if format_ == "json":
        return json.dumps(drift_json(report), indent=2) + "\n"
    from svcgen.diagnostics import ERROR, Diagnostic, Span

    found = [
        Diagnostic(
            each.code,
            ERROR,
            each.state.meaning,
            Span(each.path or "service.yaml"),
            each.state.heal,
            (),
        )
        for each in report.findings
    ]
    if format_ == "github":
        from svcgen.diagnostics.github_report import render_github

        return render_github(found)
    from svcgen import __version__
    from svcgen.diagnostics.catalogue import CATALOGUE
    from svcgen.diagnostics.sarif_report import render_sarif

    return render_sarif(found, CATALOGUE, __version__)


def drift_json(report: Report) -> dict[str, object]:
    """Give the report as JSON: findings, notes, counts by state."""

    def one(finding: Finding) -> dict[str, str]:
        return {
            "code": finding.code,
            "path": finding.path,
            "message": finding.state.meaning,
            "heal": finding.state.heal,
        }

    return {
        "clean": not report.findings,
        "findings": [one(each) for each in report.findings],
        "notes": [one(each) for each in report.notes],
        "counts": dict(report.counts),
    }
