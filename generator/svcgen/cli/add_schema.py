"""The forms of the reports of `add` and `list`, for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from svcgen.diagnostics.json_report import report_schema

Json: TypeAlias = (
    "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Json = {"type": "string"}
TEXTS: Json = {"type": "array", "items": TEXT}
LINE: Json = {"type": "integer", "minimum": 1, "description": "Counted from 1."}


def closed(properties: Mapping[str, Json]) -> dict[str, Json]:
    """Give the schema of an object that has all these properties and no other."""
    return {
        "type": "object",
        "required": sorted(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _place(*, absent: bool) -> Json:
    place = closed({"file": TEXT, "line": LINE})
    return {"anyOf": [place, {"type": "null"}]} if absent else place


def add_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of `svcgen add --json`."""
    next_: dict[str, Json] = {
        "file": {"type": ["string", "null"]},
        "line": {"type": ["integer", "null"], "minimum": 1},
        "text": TEXT,
    }
    properties: dict[str, Json] = {
        "version": {"const": 1},
        "kind": TEXT,
        "name": TEXT,
        "dry_run": {"type": "boolean"},
        "generated": {
            "type": "boolean",
            "description": "Was (or would be) the code brought in step?",
        },
        "added": {**_texts("JSON Pointers (RFC 6901) of what was added to the spec.")},
        "ids": {
            "type": "object",
            "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 65535},
        },
        "spec": {
            "type": "object",
            "additionalProperties": TEXT,
            "description": "The spec's files, and how each changed.",
        },
        **_outcome(),
        "written": _texts("The files written; none in a dry run."),
        "next": closed(next_),
        "faults": _faults(),
    }
    return {"$schema": DRAFT, "title": "svcgen add report", **closed(properties)}


def _outcome() -> dict[str, Json]:
    change = closed(
        {
            "path": TEXT,
            "kind": {"enum": ["create", "update", "delete"]},
            "policy": TEXT,
            "reason": TEXT,
        }
    )
    return {
        "changes": {"type": "array", "items": change},
        "conflicts": {"type": "array", "items": closed(_conflict())},
    }


def _conflict() -> dict[str, Json]:
    null: Json = {"type": "null"}
    return {
        "path": TEXT,
        "line": {
            "description": "Where it stands in the owner's file.",
            "anyOf": [{"type": "integer", "minimum": 1}, null],
        },
        "unit": {
            "description": "The symbol or other part of the file; null for all of it.",
            "anyOf": [{"type": "string", "minLength": 1}, null],
        },
        "code": TEXT,
        "reason": TEXT,
        "like": {
            "description": (
                "Shared by conflicts that one change of a template makes; for"
                " `svcgen resolve --like`."
            ),
            "anyOf": [{"type": "string", "pattern": "^[0-9a-f]{8}$"}, null],
        },
        "diff": {
            "type": "string",
            "description": "From the owner's text to the generator's.",
        },
    }


def _texts(description: str) -> dict[str, Json]:
    return {"type": "array", "items": TEXT, "description": description}


def _faults() -> Json:
    properties = report_schema()["properties"]
    assert isinstance(properties, Mapping)
    return properties["diagnostics"]


def list_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of `svcgen list --json`."""
    row = closed(
        {
            "id": {"type": ["integer", "null"], "description": "The package id."},
            "name": TEXT,
            "roles": {
                "type": "string",
                "description": "public, authenticated, a + b (all), a | b (any), owner of FIELD",
            },
            "transports": _texts(
                "http METHOD PATH, ws PACKAGE, message NAME, schedule NAME, push ROOM ..."
            ),
            "schema": {
                "type": "string",
                "description": "What it takes and gives, in the words of the spec.",
            },
            "command": {"type": ["string", "null"]},
            "spec": _place(absent=False),
            "code": _place(absent=True),
            "gaps": _texts("What keeps it from working; none when all is there."),
        }
    )
    kinds: Json = {
        "enum": ["entities", "commands", "handlers", "schedules", "packages"]
    }
    return {
        "$schema": DRAFT,
        "title": "svcgen list report",
        **closed(
            {
                "version": {"const": 1},
                "kind": kinds,
                "rows": {"type": "array", "items": row},
            }
        ),
    }
