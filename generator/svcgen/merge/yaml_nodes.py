"""Takes YAML apart by its events (YAML 1.1, as PyYAML reads it), with the place of everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from svcgen.merge.nodes import Entry, Node, Unstructured

if TYPE_CHECKING:
    import yaml
    from yaml._yaml import Mark as CMark

NAMING_KEYS = ("name", "id", "uses", "image", "repo")
"""What names an element of a list of mappings, in the order in which it is looked for."""


def read_yaml(text: str) -> Node:
    """Give a text of one or more documents as a map of documents.

    Raises ValueError when it is no YAML, Unstructured for a kind of YAML that nobody writes by hand.
    """
    import yaml

    try:
        return _Reader(text).stream()
    except yaml.YAMLError as error:
        raise ValueError(str(error).replace("\n", " ")) from error


class _Reader:
    """Walks over the events of a text."""

    def __init__(self, text: str) -> None:
        import yaml

        self.text = text
        self.events: Iterator[yaml.Event] = yaml.parse(text, yaml.CSafeLoader)
        self.next = next(self.events)

    def take(self) -> yaml.Event:
        """Give the next event and go on to the one after it."""
        event = self.next
        self.next = next(self.events, event)
        return event

    def stream(self) -> Node:
        """Read all documents."""
        import yaml

        self.take()
        entries: list[Entry] = []
        at = 0
        while isinstance(self.next, yaml.DocumentStartEvent):
            start = self._mark(self.take().end_mark)
            body = self.node(self._line_end(start) if start else 0)
            self.take()
            stop = self._line_end(body.stop) if body.stop else 0
            entries.append(Entry(_document_key(body), body, at, at, at, stop))
            at = stop
        if not entries:
            raise Unstructured("no document")
        canon = tuple((entry.key, entry.value.canon) for entry in entries)
        return Node("map", canon, self.text, 0, len(self.text), tuple(entries), True)

    def node(self, at: int) -> Node:
        """Read the next node; `at` is where the lines of its block begin."""
        import yaml

        event = self.take()
        start, stop = self._mark(event.start_mark), self._mark(event.end_mark)
        match event:
            case yaml.AliasEvent():
                return Node("leaf", ("*", event.anchor), self.text, start, stop)
            case yaml.ScalarEvent():
                return self._scalar(event, start, stop)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self._collection(event, at, start)
            case _:
                raise Unstructured("an event that is no node")

    def _scalar(self, event: yaml.ScalarEvent, start: int, stop: int) -> Node:
        tag = event.tag or ("" if not event.implicit[0] else _implicit_tag(event.value))
        if event.style in ("|", ">"):
            raw = self.text[start:stop]
            stop = start + len(raw.rstrip(" \t\r\n"))
        return Node("leaf", (tag, event.value, event.anchor), self.text, start, stop)

    def _collection(
        self, event: yaml.CollectionStartEvent, at: int, start: int
    ) -> Node:
        import yaml

        is_map = isinstance(event, yaml.MappingStartEvent)
        block = not event.flow_style
        entries = tuple(self._entries(at, block=block, is_map=is_map))
        stop = self._mark(self.take().end_mark)
        if block:
            stop = entries[-1].value.stop if entries else start
        inner = tuple((entry.key, entry.value.canon) for entry in entries)
        canon = (event.tag, event.anchor, frozenset(inner) if is_map else inner)
        kind: Literal["map", "list"] = "map" if is_map else "list"
        return Node(kind, canon, self.text, start, stop, entries, block)

    def _entries(self, at: int, *, block: bool, is_map: bool) -> Iterator[Entry]:
        import yaml

        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        while not isinstance(self.next, ends):
            entry = self._entry(at, block=block, is_map=is_map)
            at = entry.stop
            yield entry

    def _entry(self, at: int, *, block: bool, is_map: bool) -> Entry:
        start = self._mark(self.next.start_mark)
        if is_map:
            key = self.node(start)
            if key.kind != "leaf":
                raise Unstructured("a key that is no scalar")
            name, after = self.text[key.start : key.stop].strip("'\""), key.stop
        else:
            name, after = "", start
        if block and not is_map:
            # an element begins at its dash
            after = self.text.rfind("-", 0, start) + 1
            if self.text[after:start].strip():
                raise Unstructured("a comment between a dash and its element")
            start = after - 1
        value = self.node(self._line_end(after))
        name = name if is_map else element_key(value)
        if not block:
            return Entry(name, value, start, start, after, max(value.stop, after))
        line = self.text.rfind("\n", 0, start) + 1
        compact = bool(self.text[line:start].strip())
        stop = self._line_end(max(value.stop, after))
        if compact:
            return Entry(name, value, start, start, after, stop, compact=True)
        return Entry(name, value, min(at, line), line, after, stop)

    def _mark(self, mark: yaml.Mark | CMark | None) -> int:
        if mark is None:
            raise Unstructured("a node without a place")
        return int(mark.index)

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1


def _implicit_tag(value: str) -> str:
    """Give the tag that a plain scalar has; "" for a string, which is what quoted ones are."""
    import yaml

    rules = yaml.SafeLoader.yaml_implicit_resolvers.get(value[:1], [])
    return next((str(tag) for tag, pattern in rules if pattern.match(value)), "")


def element_key(value: Node) -> str:
    """Name an element of a list: by what names a mapping, else by all that it says."""
    fields = value.keyed() if value.kind == "map" else {}
    for name in NAMING_KEYS:
        if name in fields and fields[name].value.kind == "leaf":
            said = fields[name].value
            return f"{name}={said.text[said.start : said.stop].partition('@')[0]}"
    return repr(value.canon)


def _document_key(body: Node) -> str:
    """Name a document as Kubernetes does, by kind and name; else there is but one."""
    fields = body.keyed() if body.kind == "map" else {}
    if "kind" not in fields or "metadata" not in fields:
        return ""
    named = fields["metadata"].value.keyed().get("name")
    words = [fields["kind"].value, *([named.value] if named else [])]
    return "/".join(word.text[word.start : word.stop] for word in words)
