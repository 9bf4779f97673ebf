"""Faults as values: a catalogue of codes, the places they point at, and the reports made of them.

Declare a code once, in the area of `catalogue/` it belongs to, and point it at a place:
`UNKNOWN_ENTITY.at(span, name=name, hint=closest(name, known))`. Nothing here prints.
"""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import (
    ERROR,
    NOTE,
    WARNING,
    Diagnostic,
    Related,
    Severity,
    count_severities,
    has_errors,
    order_diagnostics,
)
from svcgen.diagnostics.span import Span
from svcgen.diagnostics.suggest import closest, nearest

__all__ = [
    "ERROR",
    "NOTE",
    "WARNING",
    "Code",
    "Diagnostic",
    "Related",
    "Severity",
    "Span",
    "closest",
    "count_severities",
    "has_errors",
    "nearest",
    "order_diagnostics",
]
