"""The forms of the reports of `why` and `where`, for programs."""

from __future__ import annotations

from svcgen.cli.add_schema import DRAFT, LINE, TEXT, Json, closed

_NODE: Json = closed(
    {
        "pointer": {
            "type": "string",
            "description": "The JSON Pointer (RFC 6901) of a node of the spec.",
        },
        "file": TEXT,
        "line": LINE,
    }
)
_NODES: Json = {"type": "array", "items": _NODE}
_NAME: Json = {"type": ["string", "null"], "description": "The qualified name."}


def why_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of `svcgen why --json`."""
    line: Json = {"type": ["integer", "null"], "minimum": 1}
    template = closed({"name": TEXT, "first": line, "last": line})
    properties: dict[str, Json] = {
        "version": {"const": 1},
        "file": TEXT,
        "line": LINE,
        "author": {
            "enum": ["generator", "owner", "unknown", "record"],
            "description": "Whose the line is; record: svcgen's own.",
        },
        "policy": {"enum": ["overwrite", "merge", "write-once", None]},
        "symbol": _NAME,
        "spec": _NODES,
        "template": {"anyOf": [template, {"type": "null"}]},
        "generator": {
            "type": ["string", "null"],
            "description": "The version of svcgen that wrote the line.",
        },
    }
    return {"$schema": DRAFT, "title": "svcgen why report", **closed(properties)}


def where_schema() -> dict[str, Json]:
    """Give the JSON Schema (2020-12) of `svcgen where --json`."""
    followed = closed(
        {"file": TEXT, "first": LINE, "last": LINE, "symbol": _NAME, "pointer": TEXT}
    )
    properties: dict[str, Json] = {
        "version": {"const": 1},
        "nodes": _NODES,
        "places": {"type": "array", "items": followed},
    }
    return {"$schema": DRAFT, "title": "svcgen where report", **closed(properties)}
