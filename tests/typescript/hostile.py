"""Texts that would do harm if one of them were ever taken for code, and specs that hold them everywhere."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from svcgen.graph import ServiceGraph

MARK = "words"
"""What specs/torture.yaml has wherever an author may write what they like."""
SINKS = frozenset(
    (
        "description",
        "default",
        "value",
        "examples",
        "pattern",
        "enum",
        "title",
        "version",
        "license",
    )
)
T = TypeVar("T")

CANARY = "globalThis.__canary = 1"
TEXTS: tuple[str, ...] = (
    f"*/ {CANARY}; /*",
    f"*\\/ {CANARY}; /**",
    f'"; {CANARY}; //',
    f"'; {CANARY}; //",
    "`${" + CANARY + "}`",
    "${" + CANARY + "}",
    f"a\n{CANARY}\nb",
    f"a\r{CANARY}\r\nb",
    f"\u2028{CANARY}\u2029",
    f"</script><script>{CANARY}</script>",
    f"<!-- {CANARY} -->",
    "ends with a backslash \\",
    'ends with a quote "',
    '\\" + (' + CANARY + ') + "',
    "{{ 7 * 7 }}{% raw %}{# no #}",
    "{}{0}{name}%s%(a)s",
    "__proto__",
    "constructor",
    "types. wire. rt. | a[] any",
    "// @ts-nocheck",
    "/* @ts-expect-error */ @type {any} @import",
    "\x00\x01\x1b[31m\x7f",
    "\u202eright to left\u2066",
    "é \u0301 \U0001d54f 👩\u200d👩 \ufeff",
    " " * 50,
    "",
    "x" * 5000,
    "*" * 300 + "/",
    "-1",
    "null",
    "import('node:fs').then(() => { " + CANARY + " })",
)
ALL = " ".join(TEXTS)


def with_text(graph: ServiceGraph, text: str) -> ServiceGraph:
    """Put a text wherever the graph has the mark in a place where an author may write it."""
    changed = _walk(graph, text, inside=False)
    commands = {command.name: command for command in changed.commands}
    entities = {entity.name: entity for entity in changed.entities}
    index = dataclasses.replace(changed.index, commands=commands, entities=entities)
    return dataclasses.replace(changed, index=index)


def _walk(value: T, text: str, inside: bool) -> T:
    changed: object = value
    if isinstance(value, str):
        changed = value.replace(MARK, text) if inside else value
    elif isinstance(value, tuple | list):
        changed = type(value)(_walk(each, text, inside) for each in value)
    elif isinstance(value, dict):
        changed = {
            _walk(k, text, inside): _walk(v, text, inside) for k, v in value.items()
        }
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            f.name: _walk(getattr(value, f.name), text, inside or f.name in SINKS)
            for f in dataclasses.fields(value)
        }
        changed = dataclasses.replace(value, **fields)
    assert isinstance(changed, type(value))
    return changed
