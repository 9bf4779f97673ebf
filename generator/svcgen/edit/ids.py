"""The package ids that a spec holds, also one that another version of the language wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from svcgen.edit.faults import EditFault
from svcgen.edit.tree import parse_tree, texts_of

_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")


def ids_in_text(text: str) -> set[tuple[int, str]]:
    """Give (id, name) of every package and push in a spec's text; nothing when it is no YAML."""
    try:
        return set(ids_in(texts_of(parse_tree(text.removeprefix("\ufeff")))))
    except EditFault:
        return set()


def ids_in(data: object) -> Iterator[tuple[int, str]]:
    """Give (id, name) of every package and push, and (id, "") of every reserved one."""
    if not isinstance(data, Mapping):
        return
    for section in ("packages", "pushes"):
        for name, entry in _entries(data.get(section)):
            yield from _one(
                name, entry.get("id") if isinstance(entry, Mapping) else entry
            )
    reserved = data.get("reserved_packages")
    for each in reserved if isinstance(reserved, list) else ():
        yield from _reserved(str(each))
    for _, command in _entries(data.get("commands")):
        yield from _inline(command)
    for _, entity in _entries(data.get("entities")):
        for _, operation in _entries(
            entity.get("operations") if isinstance(entity, Mapping) else None
        ):
            yield from _inline(operation)


def _entries(node: object) -> Iterator[tuple[str, object]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield str(key), value


def _one(name: str, number: object) -> Iterator[tuple[int, str]]:
    text = str(number)
    if text.isascii() and text.isdigit() and len(text) <= 5:
        yield int(text), name


def _reserved(text: str) -> Iterator[tuple[int, str]]:
    found = _RANGE.fullmatch(text)
    if found:
        for number in range(int(found[1]), min(int(found[2]), 65535) + 1):
            yield number, ""
    else:
        yield from _one("", text)


def _inline(node: object) -> Iterator[tuple[int, str]]:
    package = node.get("package") if isinstance(node, Mapping) else None
    if isinstance(package, Mapping):
        yield from _one(str(package.get("name")), package.get("id"))
