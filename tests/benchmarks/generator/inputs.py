"""What the peers are given: documents, templates and tables of the same size as our specs."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.benchmarks.generator.specs import names

TEXT = {"type": "string"}
PROPERTIES: dict[str, object] = {
    "id": {"type": "string", "format": "uuid"},
    "title": {"type": "string", "maxLength": 200, "description": "What it is called."},
    "note": TEXT,
    "amount": {"type": "integer", "minimum": 0},
    "price": {"type": "number", "minimum": 0},
    "active": {"type": "boolean", "default": True},
    "started": {"type": "string", "format": "date"},
    "seen": {"type": "string", "format": "date-time"},
    "tags": {"type": "array", "items": TEXT},
}
REQUIRED = ["id", "title", "amount", "price"]
COLUMNS = (
    "id TEXT PRIMARY KEY, title VARCHAR(200) NOT NULL UNIQUE, note TEXT, amount INTEGER NOT NULL, "
    "price NUMERIC(10, 2) NOT NULL, active BOOLEAN, started DATE, seen DATETIME, tags JSON"
)
FILE_OF_100_LINES = "".join(
    f"{{{{ name }}}}_{n} = 'line {n} of {{{{ name }}}}'\n" for n in range(100)
)


def _operation(
    name: str, verb: str, reply: object, body: str = ""
) -> dict[str, object]:
    found: dict[str, object] = {
        "operationId": f"{verb}_{name.lower()}",
        "responses": {
            "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": reply}},
            }
        },
    }
    if body:
        schema = {"$ref": f"#/components/schemas/{body}"}
        found["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return found


def openapi(count: int) -> str:
    """Write an OpenAPI 3.0 document of `count` resources of 9 fields and 5 operations, as JSON."""
    schemas: dict[str, object] = {}
    paths: dict[str, object] = {}
    for name in names(count):
        schemas[name] = {
            "type": "object",
            "required": REQUIRED,
            "properties": PROPERTIES,
        }
        one = {"$ref": f"#/components/schemas/{name}"}
        key = {"name": "id", "in": "path", "required": True, "schema": TEXT}
        paths[f"/{name.lower()}s"] = {
            "get": _operation(name, "list", {"type": "array", "items": one}),
            "post": _operation(name, "create", one, name),
        }
        paths[f"/{name.lower()}s/{{id}}"] = {
            "parameters": [key],
            "get": _operation(name, "get", one),
            "patch": _operation(name, "update", one, name),
            "delete": _operation(name, "delete", one),
        }
    return json.dumps(
        {
            "openapi": "3.0.3",
            "info": {"title": "Shop", "version": "1.0.0"},
            "paths": paths,
            "components": {"schemas": schemas},
        }
    )


def copier_template(folder: Path, count: int) -> None:
    """Write a Copier template of `count` files of 100 lines."""
    folder.mkdir()
    (folder / "copier.yml").write_text("name:\n  type: str\n  default: shop\n")
    for name in names(count):
        (folder / f"{name.lower()}.py.jinja").write_text(FILE_OF_100_LINES)


def cookiecutter_template(folder: Path, count: int) -> None:
    """Write a cookiecutter template of `count` files of 100 lines."""
    inner = folder / "{{cookiecutter.name}}"
    inner.mkdir(parents=True)
    (folder / "cookiecutter.json").write_text('{"name": "shop"}')
    text = FILE_OF_100_LINES.replace("{{ name }}", "{{ cookiecutter.name }}")
    for name in names(count):
        (inner / f"{name.lower()}.py").write_text(text)


def tables(path: Path, count: int) -> None:
    """Make a SQLite database of `count` tables of 9 columns."""
    with sqlite3.connect(path) as connection:
        for name in names(count):
            connection.execute(f"CREATE TABLE {name.lower()}s ({COLUMNS})")
    connection.close()
