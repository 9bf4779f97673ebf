"""Additions to a mapping in braces or a list in brackets, on one line or on several."""

from __future__ import annotations

import re

from svcgen.edit import lines
from svcgen.edit.emit import flow_text, scalar_text
from svcgen.edit.tree import Listing, Scalar, Table
from svcgen.edit.values import Value

_TO_COMMA = re.compile(r"(?:[ \t\r\n]|(?<=[\s])#[^\r\n]*)*,")
_OPEN = re.compile(r"[\[{]")


def insert_in_braces(
    text: str, node: Table | Listing, at: int, key: str | None, value: Value
) -> str:
    """Write `key: value`, or a value alone, as element number `at`."""
    spans = _spans(node)
    new = _written(text, node, key, value)
    if not spans:
        found = _OPEN.search(text, node.start)
        start = found.end() if found else node.start
        return text[:start] + new + text[start:]
    if at == 0:
        return _insert_first(text, node, spans[0][0], new)
    return _insert_after(text, node, spans, (at, new))


def _spans(node: Table | Listing) -> list[tuple[int, int]]:
    if isinstance(node, Listing):
        return [(item.start, item.end) for item in node.items]
    return [(key.start, max(key.end, value.end)) for key, value in node.entries]


def _written(text: str, node: Table | Listing, key: str | None, value: Value) -> str:
    first = (
        node.items[:1]
        if isinstance(node, Listing)
        else tuple(name for name, _ in node.entries[:1])
    )
    quoted = any(
        isinstance(each, Scalar) and text[each.start : each.start + 1] == '"'
        for each in first
    )
    shown = flow_text(value, quoted)
    if key is None:
        return shown
    return f"{flow_text(key, quoted) if quoted else scalar_text(key)}: {shown}"


def _insert_first(text: str, node: Table | Listing, first: int, new: str) -> str:
    found = _OPEN.search(text, node.start)
    start = found.end() if found else node.start
    if lines.line_end(text, start) > first:
        return f"{text[:first]}{new}, {text[first:]}"
    index = lines.start_of_lead(text, first)
    indent = " " * lines.column_of(text, first)
    return f"{text[:index]}{indent}{new},{lines.newline_of(text)}{text[index:]}"


def _insert_after(
    text: str,
    node: Table | Listing,
    spans: list[tuple[int, int]],
    what: tuple[int, str],
) -> str:
    at, new = what
    start, end = spans[at - 1]
    is_last = at == len(spans)
    stop = node.end - 1 if is_last else spans[at][0]
    found = _TO_COMMA.match(text, end, stop)
    after = found.end() if found else end
    indent = lines.newline_of(text) + " " * lines.column_of(text, start)
    own_lines = (
        lines.line_end(text, after) < stop
        and text[lines.line_start(text, start) : start].strip() == ""
    )
    if not own_lines:
        if found is None:
            return f"{text[:end]}, {new}{text[end:]}"
        return f"{text[:after]} {new},{text[after:]}"
    index = lines.line_end(text, after)
    if found is None:
        return f"{text[:end]},{text[end:index]}{indent}{new}{text[index:]}"
    return f"{text[:index]}{indent}{new},{text[index:]}"
