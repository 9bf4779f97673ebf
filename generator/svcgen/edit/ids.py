"""The package ids that a spec holds, also one that another version of the language wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from svcgen.edit.faults import EditFault
from svcgen.edit.tree import Scalar, Table, parse_tree, texts_of

Path = tuple[str, ...]
BOM = "\ufeff"
_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")


class IdPlace(NamedTuple):
    """An id of a package or push, its name ("" for a reserved one), and the path of the number."""

    id: int
    name: str
    path: Path


def ids_in_text(text: str) -> set[tuple[int, str]]:
    """Give (id, name) of every package and push in a spec's text; nothing when it is no YAML."""
    try:
        return set(ids_in(texts_of(parse_tree(text.removeprefix(BOM)))))
    except EditFault:
        return set()


def ids_in(data: object) -> Iterator[tuple[int, str]]:
    """Give (id, name) of every package and push, and (id, "") of every reserved one."""
    yield from ((place.id, place.name) for place in id_places(data))


def id_places(data: object) -> Iterator[IdPlace]:
    """Give every id that a spec holds, also reserved ones, and where each stands."""
    if not isinstance(data, Mapping):
        return
    for section in ("packages", "pushes"):
        for name, entry in _entries(data.get(section)):
            path: Path = (section, name)
            if isinstance(entry, Mapping):
                yield from _one(name, entry.get("id"), (*path, "id"))
            else:
                yield from _one(name, entry, path)
    reserved = data.get("reserved_packages")
    for each in reserved if isinstance(reserved, list) else ():
        yield from _reserved(str(each))
    for name, command in _entries(data.get("commands")):
        yield from _inline(command, ("commands", name))
    for name, entity in _entries(data.get("entities")):
        operations = entity.get("operations") if isinstance(entity, Mapping) else None
        for kind, operation in _entries(operations):
            yield from _inline(operation, ("entities", name, "operations", kind))


def renumber(text: str, place: IdPlace, number: int) -> str | None:
    """Give a text of a spec with another id at a place; None when it does not stand there."""
    body = text.removeprefix(BOM)
    try:
        node = parse_tree(body)
    except EditFault:
        return None
    for key in place.path:
        node = node.get(key) if isinstance(node, Table) else None
    if not isinstance(node, Scalar) or node.value != str(place.id):
        return None
    mark = text[: len(text) - len(body)]
    return f"{mark}{body[: node.start]}{number}{body[node.end :]}"


def _entries(node: object) -> Iterator[tuple[str, object]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield str(key), value


def _one(name: str, number: object, path: Path = ()) -> Iterator[IdPlace]:
    text = str(number)
    if text.isascii() and text.isdigit() and len(text) <= 5:
        yield IdPlace(int(text), name, path)


def _reserved(text: str) -> Iterator[IdPlace]:
    found = _RANGE.fullmatch(text)
    if found:
        for number in range(int(found[1]), min(int(found[2]), 65535) + 1):
            yield IdPlace(number, "", ())
    else:
        yield from _one("", text)


def _inline(node: object, path: Path) -> Iterator[IdPlace]:
    package = node.get("package") if isinstance(node, Mapping) else None
    if isinstance(package, Mapping):
        name = str(package.get("name"))
        yield from _one(name, package.get("id"), (*path, "package", "id"))
