"""The forms of a plan and of the report of `undo`, for programs."""

from __future__ import annotations

from svcgen.cli.add_schema import DRAFT, TEXT, TEXTS, Json, closed

_DIGEST: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def plan_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of what `svcgen plan` writes."""
    required: dict[str, Json] = {
        "path": TEXT,
        "kind": {"enum": ["create", "update", "delete", "keep"]},
        "policy": {"enum": ["overwrite", "merge", "write-once", "own"]},
        "reason": TEXT,
        "before": _digest("of the file that must be there"),
        "after": _digest("of the file afterwards"),
    }
    text = closed(required)
    text["properties"] = {
        **required,
        "executable": {"type": "boolean"},
        "text": {"type": "string", "description": "The whole file afterwards."},
        "base64": {"type": "string", "description": "The same, when it is no UTF-8."},
    }
    properties: dict[str, Json] = {
        "version": {"const": 1},
        "generator": TEXT,
        "spec": {
            "type": "object",
            "additionalProperties": _DIGEST,
            "description": "sha256 of each file of the spec, newlines as LF.",
        },
        "lock": _digest("of .svcgen/lock"),
        "texts": {"type": "array", "items": text},
        "conflicts": {
            "type": "array",
            "items": closed({"path": TEXT, "code": TEXT, "reason": TEXT}),
        },
    }
    return {"$schema": DRAFT, "title": "svcgen plan", **closed(properties)}


def undo_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of `svcgen undo --json`, with --list or without."""
    number: Json = {"type": "integer", "minimum": 1}
    entry = closed({"number": number, "command": TEXT, "time": TEXT, "paths": TEXTS})
    version: Json = {"const": 1}
    undone = closed(
        {
            "version": version,
            "dry_run": {"type": "boolean"},
            "undone": entry,
            "merged": TEXTS,
            "kept": {"type": "array", "items": closed({"path": TEXT, "attic": TEXT})},
            "written": TEXTS,
        }
    )
    history = closed({"version": version, "history": {"type": "array", "items": entry}})
    return {
        "$schema": DRAFT,
        "title": "svcgen undo report",
        "oneOf": [undone, history],
    }


def _digest(words: str) -> Json:
    return {
        "description": f"sha256 {words}; null where there is none.",
        "anyOf": [_DIGEST, {"type": "null"}],
    }
