"""Faults as annotations on a pull request: workflow commands of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterable

from svcgen.diagnostics.diagnostic import Diagnostic, Severity

LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Write one `::error file=...::message` line per fault."""
    return "".join(f"{_annotation(item)}\n" for item in diagnostics)


def _annotation(item: Diagnostic) -> str:
    span = item.span
    properties = {"file": span.file}
    if span.line:
        properties |= {"line": str(span.line), "col": str(span.column)}
        # The last column is meant here, not the one after it.
        properties["endColumn"] = str(max(span.column, span.end - 1))
    properties["title"] = item.code
    rest = "\n".join(
        [
            *(f"{related.span}: {related.message}" for related in item.related),
            *([item.hint] if item.hint else []),
        ]
    )
    message = f"{item.message}\n{rest}" if rest else item.message
    listed = ",".join(
        f"{key}={_escape_property(value)}" for key, value in properties.items()
    )
    return f"::{LEVELS[item.severity]} {listed}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
