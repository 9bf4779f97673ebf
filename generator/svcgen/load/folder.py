"""Several files into one spec, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgen.diagnostics import Diagnostic, Related
from svcgen.diagnostics.catalogue.form import DUPLICATE_ENTRY, MIXED_SECTION
from svcgen.load.document import Document, Key, ListMarks, MapMarks, Node


def merge_roots(
    roots: Iterable[dict[Key, Node]], document: Document
) -> list[Diagnostic]:
    """Bring the root mappings of files together in `document.data`.

    Mappings and lists of the same section are joined, an entry written twice is a fault, and a
    plain value may be repeated when it is the same (`svcgen: 1` in every file).
    """
    listed = list(roots)
    if len(listed) == 1:
        document.data = listed[0]
        return []
    document.data = {}
    document.map_marks[id(document.data)] = {}
    return [
        fault
        for root in listed
        for section in root
        for fault in _merge_section(root, section, document)
    ]


def _merge_section(
    root: dict[Key, Node], section: Key, document: Document
) -> Iterator[Diagnostic]:
    whole, marks = document.data, document.map_marks[id(document.data)]
    place = document.map_marks[id(root)][section]
    new = root[section]
    if section not in whole:
        whole[section], marks[section] = _own(new, document), place
        return
    old = whole[section]
    first = [Related(document.unpack(marks[section][0]), "first here")]
    here = document.unpack(place[0])
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _join_maps(old, new, document)
    elif isinstance(old, list) and isinstance(new, list):
        old.extend(new)
        document.list_marks[id(old)].extend(document.list_marks[id(new)])
    elif isinstance(old, dict | list) or isinstance(new, dict | list):
        yield MIXED_SECTION.at(here, key=section, related=first)
    elif old != new:
        yield DUPLICATE_ENTRY.at(here, key=section, related=first)


def _own(node: Node, document: Document) -> Node:
    """Copy a section before it grows: what an alias shares must not grow with it."""
    if isinstance(node, dict):
        copy: dict[Key, Node] = dict(node)
        marks: MapMarks = dict(document.map_marks[id(node)])
        document.map_marks[id(copy)] = marks
        return copy
    if isinstance(node, list):
        items: list[Node] = list(node)
        places: ListMarks = list(document.list_marks[id(node)])
        document.list_marks[id(items)] = places
        return items
    return node


def _join_maps(
    old: dict[Key, Node], new: dict[Key, Node], document: Document
) -> Iterator[Diagnostic]:
    marks, added = document.map_marks[id(old)], document.map_marks[id(new)]
    for key, value in new.items():
        if key in old:
            first = Related(document.unpack(marks[key][0]), "first here")
            place = document.unpack(added[key][0])
            yield DUPLICATE_ENTRY.at(place, key=key, related=[first])
        else:
            old[key], marks[key] = value, added[key]
