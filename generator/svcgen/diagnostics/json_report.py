"""Faults for programs: one JSON document, whose schema is schemas/diagnostics.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from svcgen.diagnostics.diagnostic import Diagnostic, Severity, count_severities
from svcgen.diagnostics.span import Span

Json: TypeAlias = (
    "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
)
VERSION = 1


def report_json(diagnostics: Iterable[Diagnostic]) -> dict[str, Json]:
    """Give the report as JSON values: `version`, `summary` and `diagnostics`."""
    found = tuple(diagnostics)
    counts = count_severities(found)
    return {
        "version": VERSION,
        "summary": {f"{severity}s": count for severity, count in counts.items()},
        "diagnostics": [diagnostic_json(item) for item in found],
    }


def diagnostic_json(item: Diagnostic) -> dict[str, Json]:
    """Give one fault as JSON values; the place's keys stand beside the fault's own."""
    return {
        "code": item.code,
        "severity": str(item.severity),
        "message": item.message,
        **_place(item.span),
        "hint": item.hint or None,
        "related": [
            {"message": related.message, **_place(related.span)}
            for related in item.related
        ],
    }


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Write the report as ASCII JSON text, indented, with a line break at the end."""
    return json.dumps(report_json(diagnostics), indent=2) + "\n"


def _place(span: Span) -> dict[str, Json]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end": span.end,
    }


_PLACE: dict[str, Json] = {
    "file": {"type": "string", "description": "The file, as it was named."},
    "line": {
        "type": "integer",
        "minimum": 0,
        "description": "Counted from 1; 0 is the whole file.",
    },
    "column": {
        "type": "integer",
        "minimum": 0,
        "description": "Counted from 1, in code points.",
    },
    "end": {
        "type": "integer",
        "minimum": 0,
        "description": "The column after the last character.",
    },
}


def _closed(properties: Mapping[str, Json]) -> dict[str, Json]:
    return {
        "type": "object",
        "required": sorted(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def report_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of the report."""
    count: Json = {"type": "integer", "minimum": 0}
    fault: dict[str, Json] = {
        "code": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "severity": {"enum": [str(severity) for severity in Severity]},
        "message": {"type": "string"},
        **_PLACE,
        "hint": {"type": ["string", "null"], "description": "What to do about it."},
        "related": {
            "type": "array",
            "items": _closed({"message": {"type": "string"}, **_PLACE}),
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "svcgen diagnostics report",
        **_closed(
            {
                "version": {"const": VERSION},
                "summary": _closed({f"{severity}s": count for severity in Severity}),
                "diagnostics": {"type": "array", "items": _closed(fault)},
            }
        ),
    }
