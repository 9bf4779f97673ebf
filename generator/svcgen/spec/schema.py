"""The JSON Schema of the spec, for editors and for specs written by other programs."""

from __future__ import annotations

from pydantic import JsonValue

from svcgen.spec.root import ServiceSpec


def spec_schema() -> dict[str, JsonValue]:
    """Give the JSON Schema (2020-12) of a spec, long and short forms alike."""
    schema: dict[str, JsonValue] = ServiceSpec.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "svcgen service spec"
    return {key: _resolve(value) for key, value in schema.items()}


def _resolve(node: JsonValue) -> JsonValue:
    """Turn the marks that short forms leave into references; pydantic cannot write them itself."""
    if isinstance(node, list):
        return [_resolve(item) for item in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"$comment"}:
        return {"$ref": f"#/$defs/{node['$comment']}"}
    return {key: _resolve(value) for key, value in node.items()}
