"""YAML text as a tree of places: where each key and value begins and ends, by character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from svcgen.edit.faults import EditFault
from svcgen.edit.values import Value

DEEPEST = 64
MOST_EVENTS = 200_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A plain, quoted or block scalar; `value` is its text."""

    start: int
    end: int
    value: str
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Alias:
    """A repetition of what an anchor marked."""

    start: int
    end: int
    target: Node


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, in brackets (`flow`) or with dashes."""

    start: int
    end: int
    flow: bool
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in braces (`flow`) or on lines."""

    start: int
    end: int
    flow: bool
    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        """Give the value of a key, None when it is not there."""
        return next((value for name, value in self.entries if name.value == key), None)


Node: TypeAlias = Scalar | Alias | Listing | Table


def parse_tree(text: str) -> Node | None:
    """Read one document; None when it is empty. Raises EditFault when it is no YAML."""
    from yaml._yaml import CParser

    reader = _Reader(text, _events(CParser(text.encode("utf-8", "surrogatepass"))))
    try:
        return reader.read()
    except YAMLError as error:
        raise EditFault(
            "yaml-syntax", f"this is not YAML: {error}".partition("\n")[0]
        ) from error


def _events(parser: object) -> Iterator[Event]:
    get_event = getattr(parser, "get_event")  # noqa: B009 - the C parser has no stub
    for _ in range(MOST_EVENTS):
        event: Event | None = get_event()
        if event is None:
            return
        yield event
    raise EditFault(
        "yaml-too-many-nodes", f"the file has more than {MOST_EVENTS} YAML events"
    )


class _Reader:
    def __init__(self, text: str, events: Iterator[Event]) -> None:
        self._text = text
        self._events = events
        self._anchors: dict[str, Node] = {}

    def read(self) -> Node | None:
        for event in self._events:
            if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
                return self._node(event, 0)
        return None

    def _node(self, event: Event, depth: int) -> Node:
        if depth > DEEPEST:
            raise EditFault("yaml-too-deep", f"more than {DEEPEST} levels of nesting")
        node: Node
        if isinstance(event, AliasEvent):
            target = self._anchors.get(event.anchor or "")
            if target is None:
                raise EditFault(
                    "yaml-alias", f"the alias '*{event.anchor}' has no anchor before it"
                )
            return Alias(_start(event), _end(event), target)
        if isinstance(event, ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, SequenceStartEvent):
            node = self._listing(event, depth)
        else:
            node = self._table(event, depth)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = node
        return node

    def _scalar(self, event: ScalarEvent) -> Scalar:
        start, end = _start(event), _end(event)
        written = self._text[start:end]
        if event.style in ("|", ">"):
            kept = "+" in written.split("\n", 1)[0].split("#", 1)[0]
            body = (
                written if not kept else written.removesuffix("\n").removesuffix("\r")
            )
            end = start + len(body if kept else body.rstrip())
        return Scalar(start, end, event.value, bool(event.implicit[0]))

    def _listing(self, first: SequenceStartEvent, depth: int) -> Listing:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                flow = bool(first.flow_style)
                end = _end(event) if flow or not items else items[-1].end
                return Listing(_start(first), end, flow, tuple(items))
            items.append(self._node(event, depth + 1))
        raise EditFault("yaml-syntax", "a list does not end")

    def _table(self, first: Event, depth: int) -> Table:
        entries: list[tuple[Scalar, Node]] = []
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                flow = bool(getattr(first, "flow_style", False))
                last = max(entries[-1][0].end, entries[-1][1].end) if entries else 0
                end = _end(event) if flow or not entries else last
                return Table(_start(first), end, flow, tuple(entries))
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise EditFault("bad-key", "a key that is no name")
            value = next(self._events, None)
            if value is None:
                break
            entries.append((key, self._node(value, depth + 1)))
        raise EditFault("yaml-syntax", "a mapping does not end")


def _start(event: Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def texts_of(node: Node | None) -> object:
    """Give a tree as plain values, each scalar as it was meant: its text, or None for nothing."""
    if isinstance(node, Alias):
        return texts_of(node.target)
    if isinstance(node, Scalar):
        return None if is_nothing(node) else node.value
    if isinstance(node, Listing):
        return [texts_of(item) for item in node.items]
    if isinstance(node, Table):
        return {key.value: texts_of(value) for key, value in node.entries}
    return None


def is_nothing(node: Node) -> bool:
    """Is it a null?"""
    return (
        isinstance(node, Scalar)
        and node.plain
        and node.value in ("", "~", "null", "Null", "NULL")
    )


def is_short(node: Node) -> bool:
    """Does it stand for an empty mapping: nothing, `true`, or empty braces or brackets?"""
    if isinstance(node, Table):
        return node.flow and not node.entries
    if isinstance(node, Listing):
        return node.flow and not node.items
    return is_nothing(node) or (
        isinstance(node, Scalar)
        and node.plain
        and node.value in ("true", "True", "TRUE")
    )


_NUMBER = re.compile(r"[-+]?[0-9]{1,30}")
_FRACTION = re.compile(r"[-+]?[0-9]{1,20}\.[0-9]{1,20}")


def read_value(text: str) -> Value:
    """Read a value as a caller types it (`{type: string, max_length: 20}`); raises EditFault."""
    return _value(parse_tree(text))


def _value(node: Node | None) -> Value:
    if isinstance(node, Table):
        return {key.value: _value(value) for key, value in node.entries}
    if isinstance(node, Listing):
        return [_value(item) for item in node.items]
    if not isinstance(node, Scalar) or is_nothing(node):
        return None
    if not node.plain:
        return node.value
    if node.value in ("true", "false"):
        return node.value == "true"
    if _NUMBER.fullmatch(node.value):
        return int(node.value)
    return float(node.value) if _FRACTION.fullmatch(node.value) else node.value
