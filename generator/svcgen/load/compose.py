"""YAML events into plain values, with limits that hold before anything is built.

libyaml's parser of events keeps its state on the heap and reads at most 1,024 characters ahead, so
stopping at the 65th level is safe for any input; its composer recurses and is never called.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from svcgen.diagnostics import Code, Diagnostic, Related
from svcgen.diagnostics.catalogue import source as codes
from svcgen.load.anchors import Anchors
from svcgen.load.document import (
    Document,
    Key,
    ListMarks,
    MapMarks,
    Node,
    describe,
    pack,
)
from svcgen.load.scalars import (
    BadNumberError,
    Scalar,
    has_leading_zero,
    resolve_scalar,
)
from svcgen.load.source import Source
from svcgen.load.traps import explain_syntax

_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
DEEPEST = 64
MOST_EVENTS = 200_000
MOST_FAULTS = 10_000


class EventParser(Protocol):
    """What gives YAML events one by one, and None at the end."""

    def get_event(self) -> Event | None:
        """Give the next event; raises YAMLError."""


class _StopReadingError(Exception):
    """The file must not be read further; the diagnostic is recorded already."""


@dataclass(slots=True)
class _Frame:
    """A container that is being filled; a key that is None is passed over with its value."""

    node: dict[Key, Node] | list[Node]
    start: MappingStartEvent | SequenceStartEvent
    map_marks: MapMarks = field(default_factory=dict)
    list_marks: ListMarks = field(default_factory=list)
    has_key: bool = False
    key: Key | None = None
    key_mark: int = 0


class Composer:
    """Builds the value of one file, its marks into a document and its faults into `diagnostics`."""

    def __init__(self, source: Source, document: Document) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._name = source.name
        self._source = source
        self._document = document
        self._file = len(document.files)
        document.files.append(source.name)
        document.texts[source.name] = source.text
        self._stack: list[_Frame] = []
        self._anchors = Anchors()
        self._scalars: dict[str, Scalar] = {}
        self._root: Node = None
        self._documents = 0

    def compose(self, parser: EventParser) -> Node:
        """Read all events; gives None when the file is empty or could not be read to its end."""
        try:
            self._read(parser)
        except _StopReadingError:
            return None
        except YAMLError as error:
            self.diagnostics.append(explain_syntax(error, self._source))
            return None
        return self._root

    def _read(self, parser: EventParser) -> None:
        count = 0
        while (event := parser.get_event()) is not None:
            count += 1
            if isinstance(event, ScalarEvent):
                self._take_scalar(event)
            elif isinstance(event, _ENDS):
                self._close(event)
            elif isinstance(event, _STARTS):
                self._open(event)
            elif isinstance(event, AliasEvent):
                self._take_alias(event)
            elif isinstance(event, DocumentStartEvent):
                self._begin_document(event)
            if count >= MOST_EVENTS:
                self._stop(codes.YAML_TOO_MANY_NODES, event, limit=MOST_EVENTS)
            if len(self.diagnostics) >= MOST_FAULTS:
                self._stop(codes.YAML_TOO_MANY_FAULTS, event, limit=MOST_FAULTS)

    def _begin_document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(codes.YAML_SEVERAL_DOCUMENTS, event, 1)

    def _take_scalar(self, event: ScalarEvent) -> None:
        text: str = event.value
        if event.tag is not None:
            self._fault(codes.YAML_TAG, event, tag=event.tag)
        value: Scalar = text
        if event.implicit[0]:
            known = self._scalars
            value = known[text] if text in known else self._resolve(event)
            if type(value) is not str and type(value) is not int and self._at_key:
                value = text  # `null: true` says that the key is called null
        if event.anchor:
            self._anchors.keep(event.anchor, value)
        self._add(value, self._mark(event, event))

    @property
    def _at_key(self) -> bool:
        """Is the next value a key of a mapping?"""
        frame = self._stack[-1] if self._stack else None
        return frame is not None and isinstance(frame.node, dict) and not frame.has_key

    def _resolve(self, event: ScalarEvent) -> Scalar:
        text: str = event.value
        try:
            value = resolve_scalar(text)
        except BadNumberError:
            self._fault(codes.BAD_NUMBER, event, number=text)
            return text
        if has_leading_zero(text):
            self._fault(codes.LEADING_ZERO, event, number=text, value=value)
        else:
            self._scalars[text] = value
        return value

    def _open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        if len(self._stack) >= DEEPEST:
            self._stop(codes.YAML_TOO_DEEP, event, limit=DEEPEST)
        if event.tag is not None:
            self._fault(codes.YAML_TAG, event, tag=event.tag)
        if event.anchor:
            self._anchors.begin(event.anchor)
        node: dict[Key, Node] | list[Node] = (
            {} if isinstance(event, MappingStartEvent) else []
        )
        self._stack.append(_Frame(node, event))

    def _close(self, event: Event) -> None:
        frame = self._stack.pop()
        node = frame.node
        if isinstance(node, dict):
            self._document.map_marks[id(node)] = frame.map_marks
        else:
            self._document.list_marks[id(node)] = frame.list_marks
        mark = self._mark(frame.start, event)
        if frame.start.anchor:
            self._anchors.keep(frame.start.anchor, node)
        self._add(node, mark)

    def _take_alias(self, event: AliasEvent) -> None:
        name = event.anchor or ""
        found = self._anchors.follow(name)
        if isinstance(found, str):
            self._fault(codes.YAML_ALIAS, event, name=name, reason=found)
            self._pass_over()
        elif len(self._stack) + found.height > DEEPEST:
            self._stop(codes.YAML_TOO_DEEP, event, limit=DEEPEST)
        else:
            self._add(found.value, self._mark(event, event))

    def _add(self, value: Node, mark: int) -> None:
        if not self._stack:
            self._root = value
            return
        frame = self._stack[-1]
        node = frame.node
        if isinstance(node, list):
            node.append(value)
            frame.list_marks.append(mark)
        elif frame.has_key:
            frame.has_key = False
            if frame.key is not None:
                node[frame.key] = value
                frame.map_marks[frame.key] = (frame.key_mark, mark)
        elif type(value) is str and value != "<<" and value not in node:
            frame.has_key, frame.key, frame.key_mark = True, value, mark
        else:
            self._set_key(frame, node, value, mark)

    def _set_key(
        self, frame: _Frame, node: dict[Key, Node], key: Node, mark: int
    ) -> None:
        frame.has_key, frame.key, frame.key_mark = True, None, mark
        unpack = self._document.unpack
        if isinstance(key, bool) or not isinstance(key, str | int):
            fault = codes.BAD_KEY.at(unpack(mark), found=describe(key))
        elif key == "<<":
            fault = codes.YAML_MERGE_KEY.at(unpack(mark))
        elif key in node:
            first = Related(unpack(frame.map_marks[key][0]), "first here")
            fault = codes.DUPLICATE_KEY.at(unpack(mark), key=key, related=[first])
        else:
            frame.key = key
            return
        self.diagnostics.append(fault)

    def _pass_over(self) -> None:
        """Leave out a value, and its key, or a key and the value that follows."""
        if self._stack and isinstance(self._stack[-1].node, dict):
            frame = self._stack[-1]
            frame.has_key, frame.key = not frame.has_key, None

    def _mark(self, first: Event, last: Event) -> int:
        start, end = first.start_mark, last.end_mark
        if start is None or end is None:
            return 0
        line = start.line
        after = end.column + 1 if end.line == line else 0
        return pack(self._file, line + 1, start.column + 1, after)

    def _fault(self, code: Code, event: Event, **names: object) -> None:
        place = self._document.unpack(self._mark(event, event))
        self.diagnostics.append(code.fill(place, names))

    def _stop(self, code: Code, event: Event, limit: int) -> None:
        self._fault(code, event, limit=limit)
        raise _StopReadingError
