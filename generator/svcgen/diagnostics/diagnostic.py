"""One fault as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from svcgen.diagnostics.span import Span


class Severity(StrEnum):
    """How bad: an error stops generation, a warning does not, a note explains."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a fault, and what it has to do with it."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault: which rule (`code`, kebab-case), where, what is wrong and what to do about it."""

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = ()


def order_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, line and column, then code and message, and drop exact repetitions."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda item: (item.span, item.code, item.message)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Is there one that stops generation?"""
    return any(item.severity is ERROR for item in diagnostics)


def count_severities(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Count per severity; every severity is present, in order of weight."""
    counts = dict.fromkeys(Severity, 0)
    for item in diagnostics:
        counts[item.severity] += 1
    return counts
