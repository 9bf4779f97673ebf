"""Values as YAML text: in braces where they fit on a line, else on lines of their own."""

from __future__ import annotations

import json
import re

from svcgen.edit.values import Value
from svcgen.naming import YamlLit

WIDEST = 100
_PLAIN = re.compile(
    r"[A-Za-z_/][A-Za-z0-9_./?@+=()!-]*(?: [A-Za-z0-9_./?@+=()!-]+)*|[0-9]{1,3}(?:ms|s|m|h)"
)
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
"""What some reader of YAML takes for something else than text."""


def scalar_text(value: Value) -> str:
    """Write a scalar: text without quotes when no reader can take it for something else."""
    if (
        isinstance(value, str)
        and _PLAIN.fullmatch(value)
        and value.lower() not in _WORDS
    ):
        return value
    return str(YamlLit(value)) if not isinstance(value, str) else _quoted(value)


def _quoted(text: str) -> str:
    if text.isprintable():
        return json.dumps(text, ensure_ascii=False)
    return str(YamlLit(text))


def flow_text(value: Value, quoted: bool = False) -> str:
    """Write a value on one line; `quoted` as JSON does."""
    if quoted:
        return str(YamlLit(value))
    if isinstance(value, dict):
        pairs = (
            f"{scalar_text(key)}: {flow_text(item)}" for key, item in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow_text, value))}]"
    return scalar_text(value)


class Block:
    """Writes entries and items on lines of their own; `step` spaces a level."""

    def __init__(self, step: int, open_keys: frozenset[str]) -> None:
        self._step = step
        self._open = open_keys

    def entry(self, key: str, value: Value, column: int, flow: bool) -> list[str]:
        """Write `key: value`, in braces when `flow` is wanted and it fits."""
        head = f"{' ' * column}{scalar_text(key)}:"
        if value is None:
            return [head]
        if not isinstance(value, dict | list) or not value:
            return [f"{head} {flow_text(value)}"]
        line = f"{head} {flow_text(value)}"
        if (flow or isinstance(value, list)) and len(line) <= WIDEST:
            return [line]
        return [head, *self.below(value, column + self._step)]

    def below(self, value: Value, column: int) -> list[str]:
        """Write what stands below a key."""
        if isinstance(value, dict):
            return [
                line
                for key, item in value.items()
                for line in self.entry(key, item, column, key not in self._open)
            ]
        if isinstance(value, list):
            return [self.item(item, column) for item in value]
        return [f"{' ' * column}{flow_text(value)}"]

    def item(self, value: Value, column: int) -> str:
        """Write `- value`."""
        return f"{' ' * column}- {flow_text(value)}"
