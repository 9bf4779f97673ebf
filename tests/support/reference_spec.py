"""The page of the spec language, from the JSON Schema that its models give."""

import re
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from svcgen.spec.schema import spec_schema

Schema = Mapping[str, JsonValue]
HEAD = """# The spec, key by key

Made from the models that read a spec; `svcgen schema` prints the same as a JSON Schema, and every service has a copy in
`.svcgen/service.schema.json` for editors. The guide shows [the language by example](../guide/spec-by-example.md).

## The file

"""
SECTION_PARTS = re.compile(r"(?<!^)(?=[A-Z])")


def spec_page() -> str:
    """Every key of a spec: its form, its default and what it says."""
    schema = spec_schema()
    definitions = mapping(schema["$defs"])
    order = ordered(schema, definitions)
    parts = [HEAD, keys_table(schema)]
    for name in order:
        parts += definition_parts(name, mapping(definitions[name]))
    return "".join(parts)


def ordered(schema: Schema, definitions: Schema) -> list[str]:
    """The definitions in the order in which a reader of the file meets them."""
    found: list[str] = []
    waiting = references(schema.get("properties"))
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting += references(definitions[name])
    return found


def references(node: JsonValue) -> list[str]:
    """The names of the definitions that a node refers to, in order."""
    if isinstance(node, list):
        return [name for item in node for name in references(item)]
    if not isinstance(node, dict):
        return []
    own = [name_of(node["$ref"])] if "$ref" in node else []
    return own + [
        name
        for key, value in node.items()
        if key != "$defs"
        for name in references(value)
    ]


def definition_parts(name: str, definition: Schema) -> Iterator[str]:
    """A definition: what it is, its short form, its keys."""
    yield f"\n## {title(name)}\n\n{text_of(definition, 'description')}\n"
    forms = [mapping(form) for form in items(definition.get("anyOf"))]
    long = forms[-1] if forms else definition
    for short in forms[:-1]:
        yield f"\nShort form: {form_of(short)}.\n"
    if "properties" in long:
        yield "\n" + keys_table(long)


def keys_table(schema: Schema) -> str:
    """The keys of a mapping as a table."""
    lines = ["| key | form | default | what |\n| --- | --- | --- | --- |\n"]
    required = items(schema.get("required"))
    for key, value in mapping(schema["properties"]).items():
        node = mapping(value)
        default = "required" if key in required else default_of(node)
        told = what_of(node).replace("<", "&lt;")
        row = (f"`{key}`", form_of(node), default, told)
        lines.append(
            f"| {' | '.join(part.replace('|', chr(92) + '|') for part in row)} |\n"
        )
    return "".join(lines)


def what_of(node: Schema) -> str:
    """What a key says; what its type says where it has no words of its own."""
    own = text_of(node, "description")
    if own:
        return own
    inner = [text_of(mapping(f), "description") for f in items(node.get("anyOf"))]
    return next(filter(None, inner), "")


def default_of(node: Schema) -> str:
    """A key's default as it is written in YAML; nothing where leaving it out says enough."""
    value = node.get("default")
    if value in (None, "", [], {}) or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        return f"`[{', '.join(map(str, value))}]`"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"`{value}`"


def form_of(node: Schema) -> str:
    """What may be written: a name of a definition, a type, a choice."""
    if "$ref" in node:
        name = title(name_of(node["$ref"]))
        return f"[{name}](#{name.lower().replace(' ', '-')})"
    if "anyOf" in node:
        forms = [form_of(mapping(form)) for form in items(node["anyOf"])]
        kept = dict.fromkeys(form for form in forms if form != "null")
        return " or ".join(kept) or "nothing"
    if "enum" in node or "const" in node:
        values = items(node.get("enum")) or [node.get("const")]
        many = "`, `".join(map(str, values[:24]))
        return f"`{many}`" + (" ..." if len(values) > 24 else "")
    return typed_form(node)


def typed_form(node: Schema) -> str:
    """The form of a node that has a type."""
    kind = node.get("type")
    if isinstance(kind, list):
        return " or ".join(str(each) for each in kind if each != "null")
    if kind == "array":
        inner = mapping(node.get("items") or {})
        return f"list of {form_of(inner)}" if inner else "list"
    if kind == "object" and isinstance(node.get("additionalProperties"), dict):
        return f"name to {form_of(mapping(node['additionalProperties']))}"
    if kind == "object":
        return "mapping"
    if kind == "string" and node.get("pattern"):
        return "an upper-case name" if "[A-Z]" in str(node["pattern"]) else "text"
    return {"string": "text", "boolean": "true or false", None: "any value"}.get(
        str(kind) if kind else None, str(kind)
    )


def title(name: str) -> str:
    """`OperationsSpec` as a heading: Operations."""
    return SECTION_PARTS.sub(" ", name.removesuffix("Spec")).capitalize()


def name_of(reference: JsonValue) -> str:
    """The definition that a reference names."""
    return str(reference).rpartition("/")[2]


def text_of(node: Schema, key: str) -> str:
    """A text of a node on one line."""
    return " ".join(str(node.get(key) or "").split())


def mapping(node: JsonValue) -> dict[str, JsonValue]:
    """A node that is a mapping."""
    assert isinstance(node, dict), node
    return node


def items(node: JsonValue) -> list[JsonValue]:
    """A node that is a list, or nothing."""
    return node if isinstance(node, list) else []
