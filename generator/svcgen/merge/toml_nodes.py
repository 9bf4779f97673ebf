"""Takes TOML 1.0 apart, statement by statement; what a piece says is asked of tomllib.

A piece ends with the first line after which tomllib can read it, so there is no second grammar.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from svcgen.merge.nodes import Entry, Node, Unstructured

HEADER = re.compile(r"\s*(\[\[?)")


def read_toml(text: str) -> Node:
    """Give a text as a map of its own keys and of its tables, by their full names.

    Raises ValueError when it is no TOML.
    """
    tomllib.loads(text)
    parts: list[list[Entry]] = [[]]
    for entry in _statements(text):
        if _is_header(entry):
            parts.append([])
        parts[-1].append(entry)
    tables = [_table(header, tuple(under)) for header, *under in parts[1:]]
    entries = (*parts[0], *tables)
    return Node("map", _canon(entries), text, 0, len(text), entries, True)


def _canon(entries: tuple[Entry, ...]) -> object:
    return frozenset((entry.key, entry.value.canon) for entry in entries)


def _is_header(entry: Entry) -> bool:
    return entry.key.startswith("[")


def _table(header: Entry, entries: tuple[Entry, ...]) -> Entry:
    """Put the statements that follow a header under it."""
    text, key = header.value.text, header.key.removeprefix("[")
    stop = entries[-1].stop if entries else header.stop
    body = Node("map", _canon(entries), text, header.stop, stop, entries, True)
    if key.startswith("["):
        # elements of an array of tables have no names: they go by what they say
        key = f"{key[1:]}[{body.canon!r}]"
    return Entry(key, body, header.lead, header.start, header.after, stop)


def _statements(text: str) -> Iterator[Entry]:
    """Give headers and `key = value` statements, each with the lines above it as its lead."""
    lead = at = 0
    while at < len(text):
        stop = _line_end(text, at)
        line = text[at:stop].strip()
        if not line or line.startswith("#"):
            at = stop
            continue
        while not _is_toml(text[at:stop]):
            if stop == len(text):
                raise Unstructured("a statement without an end")
            stop = _line_end(text, stop)
        yield _statement(text, lead, at, stop)
        lead = at = stop


def _statement(text: str, lead: int, start: int, stop: int) -> Entry:
    raw = text[start:stop]
    said: object = tomllib.loads(raw)
    header = HEADER.match(raw)
    after = start + (0 if header else _key_length(raw))
    key: object = tomllib.loads(raw if header else f"{text[start:after]} = 0")
    path = []
    while isinstance(key, dict | list) and key:
        if isinstance(key, dict):
            path.append(next(iter(key)))
            said = said[path[-1]] if isinstance(said, dict) else said
        key = next(iter(key.values())) if isinstance(key, dict) else key[0]
    name = ".".join(path)
    if header is not None:
        name = f"{header[1]}{name}"
        leaf = Node("leaf", name, text, start, start + len(raw.rstrip()))
        return Entry(name, leaf, lead, start, start, stop)
    return Entry(name, _value(text, said, after, stop), lead, start, after, stop)


def _key_length(raw: str) -> int:
    """Find where the key of a statement ends: before the first `=` that leaves a key."""
    at = raw.find("=")
    while not _is_toml(f"{raw[:at]} = 0"):
        at = raw.find("=", at + 1)
    return len(raw[:at].rstrip())


def _value(text: str, said: object, after: int, stop: int) -> Node:
    """Give the value of a statement; its comment is not of it."""
    start = text.index("=", after) + 1
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    end = _value_end(text, start, stop)
    raw = text[start:end]
    if isinstance(said, list):
        entries = tuple(_elements(text, start + 1, end - 1))
        canon = tuple(entry.value.canon for entry in entries)
        return Node("list", ("list", canon), text, start, end, entries)
    return Node(
        "leaf", (type(said).__name__, repr(said)), text, start, start + len(raw)
    )


def _value_end(text: str, start: int, stop: int) -> int:
    """Find the end of a value: the first place after which nothing but a comment stands."""
    end = start + len(text[start:stop].rstrip())
    hashes = [start + each.start() for each in re.finditer("#", text[start:end])]
    for at in hashes:
        comment = text[at:end]
        if "\n" not in comment and _is_toml(f"x = {text[start:at]}"):
            return start + len(text[start:at].rstrip())
    return end


def _elements(text: str, start: int, stop: int) -> Iterator[Entry]:
    """Give the elements of an array, which stands between `start` and `stop`."""
    at = begin = start
    while at <= stop:
        comma = text.find(",", at, stop)
        end = stop if comma < 0 else comma
        raw = text[begin:end]
        try:
            said = tomllib.loads(f"x = [{raw}\n]")["x"]
        except tomllib.TOMLDecodeError:
            at = end + 1
            continue
        if said:
            yield _element(text, begin, raw, repr(said[0]))
            begin = end + 1
        at = end + 1


def _element(text: str, begin: int, raw: str, said: str) -> Entry:
    """Give one element, the comments before it left out."""
    lines = re.match(r"(\s*(#[^\n]*\n)?)*", raw)
    first = begin + (lines.end() if lines else 0)
    node = Node("leaf", said, text, first, begin + len(raw.rstrip()))
    return Entry(said, node, first, first, first, node.stop)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True
