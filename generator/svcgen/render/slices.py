"""What a view looks up in the graph while it is built: the slice that its file depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TypeVar, cast

from svcgen.artifacts.digest import sha256
from svcgen.graph import ServiceGraph
from svcgen.render.python.context import Context

Read = tuple[str, str]
"""What was looked up and under which name; the name is "" where all of it was looked at."""

_BY_NAME = ("entity", "command", "operations", "is_held")
_MAPPINGS = frozenset(field.name for field in fields(Context)) - {"graph"}
_CONTEXT = "context."
Value = TypeVar("Value")


class _WatchedGraph:
    """Stands for the graph and notes what is asked of it."""

    __slots__ = ("_graph", "_seen")

    def __init__(self, graph: ServiceGraph, seen: set[Read]) -> None:
        self._graph = graph
        self._seen = seen

    def __getattr__(self, name: str) -> object:
        value: object = getattr(self._graph, name)
        if name not in _BY_NAME or not callable(value):
            self._seen.add((name, ""))
            return value
        answer = value

        def ask(key: str) -> object:
            self._seen.add((name, key))
            return answer(key)

        return ask


class _WatchedMapping(Mapping[str, Value]):
    """Stands for a mapping of the context and notes which keys are asked for, found or not."""

    __slots__ = ("_mapping", "_name", "_seen")

    def __init__(
        self, name: str, mapping: Mapping[str, Value], seen: set[Read]
    ) -> None:
        self._name = f"{_CONTEXT}{name}"
        self._mapping = mapping
        self._seen = seen

    def __getitem__(self, key: str) -> Value:
        self._seen.add((self._name, key))
        return self._mapping[key]

    def __iter__(self) -> Iterator[str]:
        self._seen.add((self._name, ""))
        return iter(self._mapping)

    def __len__(self) -> int:
        self._seen.add((self._name, ""))
        return len(self._mapping)


class Slices:
    """Digests of parts of a graph, each worked out once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reads: dict[Read, str] = {}
        self._nodes: dict[int, str] = {}

    def watched(self, seen: set[Read]) -> Context:
        """Give the context again, so that what is looked up in it is added to `seen`."""
        graph = cast("ServiceGraph", _WatchedGraph(self._context.graph, seen))
        # all that a context has beside the graph are mappings, and none may be forgotten here
        mappings = {
            name: _WatchedMapping(name, getattr(self._context, name), seen)
            for name in _MAPPINGS
        }
        return Context(graph=graph, **mappings)

    def digest(self, node: object, template: str, reads: Iterable[Read]) -> str:
        """Hash what a file is about and all that its view looked up."""
        parts = [template, self._node(node)]
        for read in reads:
            parts += (*read, self._read(read))
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass"))

    def _node(self, node: object) -> str:
        # nodes live as long as the graph, so an identity stays that of its node
        found = self._nodes.get(id(node))
        if found is None:
            found = self._nodes[id(node)] = _hash(node)
        return found

    def _read(self, read: Read) -> str:
        found = self._reads.get(read)
        if found is None:
            found = self._reads[read] = _hash(self._value(*read))
        return found

    def _value(self, kind: str, name: str) -> object:
        if kind.startswith(_CONTEXT):
            mapping = getattr(self._context, kind.removeprefix(_CONTEXT), {})
            return mapping.get(name) if name else mapping
        found = getattr(self._context.graph, kind, None)
        if kind not in _BY_NAME or found is None:
            return found
        try:
            return found(name)
        except KeyError:
            return None


def _hash(value: object) -> str:
    # the graph is made of frozen dataclasses, tuples and scalars: what differs is written differently
    return sha256(repr(value).encode("utf-8", "surrogatepass"))
