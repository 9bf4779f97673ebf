"""Faults for code-scanning tools: SARIF 2.1.0 (OASIS standard)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import Diagnostic
from svcgen.diagnostics.json_report import Json
from svcgen.diagnostics.span import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(
    diagnostics: Iterable[Diagnostic], catalogue: Mapping[str, Code], version: str
) -> str:
    """Write one run; the rules are those codes of `catalogue` that occur.

    `version` is the version of svcgen.
    """
    found = tuple(diagnostics)
    names = sorted({item.code for item in found})
    places = {name: index for index, name in enumerate(names)}
    driver: dict[str, Json] = {
        "name": "svcgen",
        "version": version,
        "rules": [_rule(name, catalogue.get(name)) for name in names],
    }
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, places[item.code]) for item in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(name: str, code: Code | None) -> dict[str, Json]:
    rule: dict[str, Json] = {"id": name}
    if code is not None:
        first, _, _ = code.doc.partition("\n\n")
        rule["shortDescription"] = {"text": " ".join(first.split())}
        rule["help"] = {"text": code.doc}
        rule["defaultConfiguration"] = {"level": str(code.severity)}
    return rule


def _result(item: Diagnostic, rule: int) -> dict[str, Json]:
    hint = f" ({item.hint})" if item.hint else ""
    result: dict[str, Json] = {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": str(item.severity),
        "message": {"text": item.message + hint},
        "locations": [{"physicalLocation": _location(item.span)}],
    }
    if item.related:
        result["relatedLocations"] = [
            {
                "physicalLocation": _location(related.span),
                "message": {"text": related.message},
            }
            for related in item.related
        ]
    return result


def _location(span: Span) -> dict[str, Json]:
    place: dict[str, Json] = {
        "artifactLocation": {"uri": quote(span.file.replace("\\", "/"))}
    }
    if span.line:
        place["region"] = {
            "startLine": span.line,
            "startColumn": max(1, span.column),
            "endColumn": max(span.end, span.column + 1),
        }
    return place
