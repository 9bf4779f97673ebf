"""What was read: plain values, and where each key and value stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from svcgen.diagnostics import Span
from svcgen.load.scalars import Scalar

Node: TypeAlias = "Scalar | list[Node] | dict[Key, Node]"
Key: TypeAlias = str | int
Path: TypeAlias = tuple[Key, ...]

MapMarks: TypeAlias = dict[Key, tuple[int, int]]
ListMarks: TypeAlias = list[int]

_BITS = 24
_MASK = (1 << _BITS) - 1


def pack(file: int, line: int, column: int, end: int) -> int:
    """Put a place into one integer: a file's number, then line and columns counted from 1."""
    return ((file << _BITS | line) << _BITS | column) << _BITS | end


@dataclass(slots=True)
class Document:
    """The values of one or more files, with their places.

    `data` is the root mapping, `texts` the text of every file by its name in spans. Marks hang on
    the identity of the containers, so `data` is read, never changed.
    """

    data: dict[Key, Node] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    map_marks: dict[int, MapMarks] = field(default_factory=dict)
    list_marks: dict[int, ListMarks] = field(default_factory=dict)

    def span_of(self, path: Sequence[Key], key: bool = False) -> Span:
        """Give the place of the value (or of the key) at a path.

        A path that was not written leads to the nearest thing that was: the value of a short form,
        or the key of the mapping that lacks it.
        """
        steps = self._walk(path)
        if not steps:
            return self.unpack(0)
        last, node, parent = steps[-1]
        wants_key = key if len(steps) == len(path) else isinstance(node, dict | list)
        return self.unpack(self._mark(parent, last, wants_key))

    def _walk(self, path: Sequence[Key]) -> list[tuple[Key, Node, Node]]:
        """Give each element of a path that was written, with its value and what that stands in."""
        node: Node = self.data
        steps: list[tuple[Key, Node, Node]] = []
        for element in path:
            parent = node
            if isinstance(parent, dict):
                if element in parent:
                    node = parent[element]
                    steps.append((element, node, parent))
            elif isinstance(parent, list):
                index = _index(parent, element)
                if index is not None:
                    node = parent[index]
                    steps.append((index, node, parent))
            else:
                break
        return steps

    def locate(self, path: Sequence[Key]) -> Path:
        """Give the part of a path that was written, passing over what a long form would add."""
        return tuple([element for element, _, _ in self._walk(path)])

    def value_at(self, path: Sequence[Key]) -> Node:
        """Give the value at a path that exists, as `locate` gives it."""
        steps = self._walk(path)
        return steps[-1][1] if steps else self.data

    def _mark(self, node: Node, element: Key, key: bool) -> int:
        if isinstance(node, dict):
            return self.map_marks[id(node)][element][0 if key else 1]
        assert isinstance(element, int)
        return self.list_marks[id(node)][element]

    def unpack(self, mark: int) -> Span:
        """Give the place that `pack` made a number of; 0 is the beginning of the first file."""
        if not mark:
            return Span(
                self.files[0] if self.files else "", 1 if self.files else 0, 1, 1
            )
        end, column = mark & _MASK, mark >> _BITS & _MASK
        line, file = mark >> 2 * _BITS & _MASK, mark >> 3 * _BITS
        return Span(self.files[file], line, column, max(end, column))


def _index(node: list[Node], element: Key) -> int | None:
    """Find an element of a list by its number, or by the name that it is."""
    if isinstance(element, int):
        return element if 0 <= element < len(node) else None
    return node.index(element) if element in node else None


def describe(value: Node) -> str:
    """Say what a value is: `the text 'yes'`, `the number 5`, `a list`."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text '{value}'" if len(value) <= 40 else "a text"
    return "a mapping" if isinstance(value, Mapping) else "a list"
