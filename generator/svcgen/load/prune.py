"""What can be read of a faulty spec: the same values without the faulty ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from svcgen.load.document import Document, Key, Node, Path
from svcgen.load.faults import Fault

_Tree: TypeAlias = "dict[Key, _Tree | None]"


def find_broken(faults: Iterable[Fault], document: Document) -> set[Path]:
    """Give the values to leave out: the faulty key, or the list or mapping that cannot do without.

    An element of a list is never left out alone, since that would move the others.
    """
    return {_cut(fault.path, document) for fault in faults} - {()}


def _cut(path: Path, document: Document) -> Path:
    node: Node = document.data
    for depth, element in enumerate(path):
        if not isinstance(node, dict):
            return path[:depth]
        node = node[element]
    return path


def without(data: Mapping[Key, Node], broken: Iterable[Path]) -> dict[Key, Node]:
    """Copy a mapping without the values at some paths; what is not touched is shared."""
    tree: _Tree = {}
    for path in sorted(broken, key=len):
        branch = tree
        for element in path[:-1]:
            following = branch.setdefault(element, {})
            if following is None:
                break
            branch = following
        else:
            branch[path[-1]] = None
    return _copy(data, tree)


def _copy(data: Mapping[Key, Node], tree: _Tree) -> dict[Key, Node]:
    copy: dict[Key, Node] = {}
    for key, value in data.items():
        branch = tree.get(key, {})
        if branch is None:
            continue
        copy[key] = (
            _copy(value, branch) if branch and isinstance(value, dict) else value
        )
    return copy
