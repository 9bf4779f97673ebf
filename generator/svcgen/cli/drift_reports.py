"""Drift, told to programs: JSON, GitHub annotations, SARIF 2.1.0, JUnit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcgen.diagnostics import Span
    from svcgen.diagnostics.code import Code
    from svcgen.drift.report import Finding, Report

VERSION = 1


def render_drift(report: Report, format_: str) -> str:
    """Render a report; `format_` is json, github, sarif or junit."""
    if format_ == "json":
        return json.dumps(drift_json(report), indent=2) + "\n"
    if format_ == "junit":
        return _junit(report)
    from svcgen.diagnostics import ERROR, Diagnostic

    found = [
        Diagnostic(each.code, ERROR, each.message, _span(each), each.state.heal, ())
        for each in report.findings
    ]
    if format_ == "github":
        from svcgen.diagnostics.github_report import render_github

        return render_github(found)
    from svcgen import __version__
    from svcgen.diagnostics.sarif_report import render_sarif

    return render_sarif(found, _rules(report), __version__)


def drift_json(report: Report) -> dict[str, object]:
    """Give the report as JSON: findings, notes, counts by state; see schemas/check.schema.json."""

    def one(finding: Finding) -> dict[str, object]:
        return {
            "code": finding.code,
            "path": finding.path,
            "unit": finding.unit or None,
            "line": finding.line,
            "message": finding.message,
            "heal": finding.state.heal,
        }

    return {
        "version": VERSION,
        "clean": not report.findings,
        "findings": [one(each) for each in report.findings],
        "notes": [one(each) for each in report.notes],
        "counts": dict(report.counts),
        "heals": [heal for heal in report.heals if heal],
    }


def _span(finding: Finding) -> Span:
    from svcgen.diagnostics import Span

    path = finding.path or "service.yaml"
    return Span(path, finding.line, 1, 1) if finding.line else Span(path)


def _rules(report: Report) -> dict[str, Code]:
    """Describe the states that occur, as SARIF's rules."""
    from svcgen.diagnostics import ERROR
    from svcgen.diagnostics.code import Code

    return {
        each.code: Code(
            each.code,
            ERROR,
            each.state.meaning,
            f"{each.state.meaning}\n\nWhat heals it: {each.state.heal}",
        )
        for each in report.findings
    }


def _junit(report: Report) -> str:
    """Write one test suite: a failed case for each finding, one that passes when there is none.

    The form is that of the JUnit XML that CI systems read (Jenkins' junit-10.xsd).
    """
    from xml.sax.saxutils import escape, quoteattr

    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    count = len(report.findings)
    lines.append(
        f'<testsuites><testsuite name="svcgen check" tests="{count or 1}" '
        f'failures="{count}" errors="0" skipped="0">'
    )
    for each in report.findings:
        name = _printable(f"{each.path or 'the tree'} {each.unit}".strip())
        place = _printable(each.path or "service.yaml")
        message = _printable(f"{each.code}: {each.message}")
        lines.append(
            f'<testcase classname="svcgen.check" name={quoteattr(name)} file={quoteattr(place)}>'
            f"<failure type={quoteattr(each.code)} message={quoteattr(message)}>"
            f"{escape(_printable(f'{message}; heal: {each.state.heal}'))}</failure></testcase>"
        )
    if not report.findings:
        lines.append(
            '<testcase classname="svcgen.check" name="in step with the spec"/>'
        )
    lines.append("</testsuite></testsuites>")
    return "\n".join(lines) + "\n"


def _printable(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
