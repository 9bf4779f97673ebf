"""The forms of the reports of `rename` and `remove`, for programs."""

from __future__ import annotations

from svcgen.cli.add_schema import DRAFT, LINE, TEXT, TEXTS, Json, closed

_NAME: Json = {"type": ["string", "null"]}
_PATHS: Json = {"type": "object", "additionalProperties": TEXT}


def rename_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of `svcgen rename --json`."""
    left = closed({"path": TEXT, "line": LINE, "word": TEXT, "why": TEXT})
    properties: dict[str, Json] = {
        **_common(),
        "old": TEXT,
        "new": TEXT,
        "wire": {"type": "boolean"},
        "moved": {
            "type": "object",
            "additionalProperties": TEXT,
            "description": "Files at new paths, by their old ones.",
        },
        "database": {
            "type": "array",
            "items": TEXTS,
            "description": "What migrations are to rename, as .svcgen/renames has it.",
        },
        "undecided": {
            "type": "array",
            "items": left,
            "description": "Words that may mean what was renamed, and were left.",
        },
    }
    return {"$schema": DRAFT, "title": "svcgen rename report", **closed(properties)}


def remove_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of `svcgen remove --json`."""
    properties: dict[str, Json] = {
        **_common(),
        "name": TEXT,
        "gone": {
            "type": "array",
            "items": TEXT,
            "description": "JSON Pointers (RFC 6901) of what is gone from the spec.",
        },
        "attic": {
            "type": "object",
            "additionalProperties": TEXT,
            "description": "Where the owner's text is kept, by the file it stood in.",
        },
    }
    return {"$schema": DRAFT, "title": "svcgen remove report", **closed(properties)}


def _common() -> dict[str, Json]:
    change = closed({"path": TEXT, "kind": TEXT, "policy": TEXT, "reason": TEXT})
    conflict: Json = {
        "type": "object",
        "required": ["path", "code", "reason"],
        "properties": {"path": TEXT, "code": TEXT, "reason": TEXT},
    }
    return {
        "version": {"const": 1},
        "kind": TEXT,
        "owner": _NAME,
        "dry_run": {"type": "boolean"},
        "spec": _PATHS,
        "changes": {"type": "array", "items": change},
        "conflicts": {"type": "array", "items": conflict},
        "written": TEXTS,
    }
