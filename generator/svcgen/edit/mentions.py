"""Where the parts of a spec are named: the key that each stands under, and every reference to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from svcgen.edit.tree import Listing, Node, Scalar, Table
from svcgen.edit.values import Path

Kind = Literal[
    "entity", "field", "command", "message", "package", "handler", "schedule", "enum",
    "role", "push", "type", "noun",
]  # fmt: skip
"""What is named; `type` is an entity or an enum, `noun` the file that commands share."""

SECTIONS: Mapping[Kind, str] = {
    "entity": "entities",
    "command": "commands",
    "message": "messages",
    "package": "packages",
    "handler": "handlers",
    "schedule": "schedules",
    "enum": "enums",
    "role": "roles",
    "push": "pushes",
}
_OUTPUTS = frozenset(("type", "list", "page", "by", "stream", "fields"))
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_FILTER = re.compile(r"([A-Za-z0-9_]+?)(?:__[a-z_]+)?")
_SORT = re.compile(r"-?([A-Za-z0-9_]+)")
_TYPE = re.compile(r"([A-Za-z][A-Za-z0-9_]*)\??")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a spec: the scalar that holds it, and where in the scalar's text it stands.

    `owner` is the entity of a field; `is_key` tells the part itself from what refers to it.
    """

    kind: Kind
    name: str
    path: Path
    node: Scalar
    start: int
    owner: str = ""
    is_key: bool = False


Found: TypeAlias = Iterator[Mention]


def find_mentions(root: Node | None) -> Found:
    """Give every mention in a file's tree. What an alias repeats is given once, at its anchor."""
    if isinstance(root, Table):
        for key, node in root.entries:
            walk = _SECTIONS.get(key.value)
            if walk is not None:
                yield from walk(node, (key.value,))


def _scalar(
    kind: Kind,
    node: Node | None,
    path: Path,
    form: re.Pattern[str] = _NAME,
    owner: str = "",
) -> Found:
    if not isinstance(node, Scalar):
        return
    found = form.fullmatch(node.value)
    if found is not None:
        group = form.groups and 1
        name, start = found[group], found.start(group)
        yield Mention(kind, name, path, node, start, owner)


def _key(kind: Kind, key: Scalar, path: Path, owner: str = "") -> Mention:
    return Mention(kind, key.value, path, key, 0, owner, is_key=True)


def _many(
    kind: Kind,
    node: Node | None,
    path: Path,
    form: re.Pattern[str] = _NAME,
    owner: str = "",
) -> Found:
    """Give a scalar, or those of a list, or of a list of lists."""
    if isinstance(node, Listing):
        for number, item in enumerate(node.items):
            yield from _many(kind, item, (*path, str(number)), form, owner)
    else:
        yield from _scalar(kind, node, path, form, owner)


def _entries(node: Node | None, path: Path) -> Iterator[tuple[Scalar, Node, Path]]:
    if isinstance(node, Table):
        for key, value in node.entries:
            yield key, value, (*path, key.value)


def _get(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Table) else None


def _field(node: Node | None, path: Path) -> Found:
    """Give the types that a field's value names, in its short and its long form."""
    if isinstance(node, Scalar):
        yield from _scalar("type", node, path, _TYPE)
    elif isinstance(node, Listing):
        for number, item in enumerate(node.items):
            yield from _field(item, (*path, str(number)))
    elif isinstance(node, Table):
        for word in ("type", "ref", "many", "through"):
            yield from _scalar("type", node.get(word), (*path, word), _TYPE)
        for word in ("list", "map"):
            yield from _field(node.get(word), (*path, word))
        yield from _fields(node.get("fields"), (*path, "fields"))


def _fields(node: Node | None, path: Path) -> Found:
    for _, value, at in _entries(node, path):
        yield from _field(value, at)


def _access(node: Node | None, path: Path, owner: str = "") -> Found:
    """Give what `roles:` names: roles, and the field of `{owner: field}`."""
    if isinstance(node, Table):
        for word in ("all", "any"):
            yield from _many("role", node.get(word), (*path, word))
        if owner:
            at = (*path, "owner")
            yield from _scalar("field", node.get("owner"), at, owner=owner)
    else:
        yield from _many("role", node, path)


def _package(node: Node | None, path: Path) -> Found:
    if isinstance(node, Table):
        yield from _scalar("package", node.get("name"), (*path, "name"))
    else:
        yield from _scalar("package", node, path)


def _sends(node: Node, path: Path) -> Found:
    yield from _many("message", _get(node, "publishes"), (*path, "publishes"))
    yield from _many("push", _get(node, "pushes"), (*path, "pushes"))


def _output(node: Node | None, path: Path) -> Found:
    if isinstance(node, Scalar):
        yield from _scalar("type", node, path, _TYPE)
    if not isinstance(node, Table):
        return
    if not any(key.value in _OUTPUTS for key, _ in node.entries):
        yield from _fields(node, path)
        return
    for word in ("type", "list", "page", "stream"):
        yield from _scalar("type", node.get(word), (*path, word), _TYPE)
    page = node.get("page")
    if isinstance(page, Scalar):
        by = node.get("by")
        yield from _many("field", by, (*path, "by"), _SORT, page.value)
    yield from _fields(node.get("fields"), (*path, "fields"))


def _roles(node: Node, path: Path) -> Found:
    if isinstance(node, Listing):
        for number, item in enumerate(node.items):
            if isinstance(item, Scalar):
                yield _key("role", item, (*path, str(number)))
    for key, _, at in _entries(node, path):
        yield _key("role", key, at)


def _enums(node: Node, path: Path) -> Found:
    for key, _, at in _entries(node, path):
        yield _key("enum", key, at)


def _entities(node: Node, path: Path) -> Found:
    for key, value, at in _entries(node, path):
        yield _key("entity", key, at)
        name = key.value
        for field, written, where in _entries(_get(value, "fields"), (*at, "fields")):
            yield _key("field", field, where, name)
            yield from _field(written, where)
        for word in ("key", "indexes", "unique"):
            yield from _many("field", _get(value, word), (*at, word), owner=name)
        for _, check, where in _entries(_get(value, "checks"), (*at, "checks")):
            for word in ("field", "other"):
                at_word = (*where, word)
                yield from _scalar("field", _get(check, word), at_word, owner=name)
        operations = _get(value, "operations")
        for _, operation, where in _entries(operations, (*at, "operations")):
            yield from _operation(operation, where, name)


def _operation(node: Node, path: Path, entity: str) -> Found:
    yield from _access(_get(node, "roles"), (*path, "roles"), entity)
    yield from _package(_get(node, "package"), (*path, "package"))
    yield from _sends(node, path)
    forms = (("filters", _FILTER), ("sort", _SORT), ("include", _NAME))
    for word, form in forms:
        yield from _many("field", _get(node, word), (*path, word), form, entity)


def _messages(node: Node, path: Path) -> Found:
    for key, value, at in _entries(node, path):
        yield _key("message", key, at)
        yield from _fields(_get(value, "fields"), (*at, "fields"))
        for _, version, where in _entries(_get(value, "previous"), (*at, "previous")):
            yield from _fields(_get(version, "fields"), (*where, "fields"))


def _commands(node: Node, path: Path) -> Found:
    for key, value, at in _entries(node, path):
        yield _key("command", key, at)
        yield from _scalar("noun", _get(value, "group"), (*at, "group"))
        yield from _command_body(value, at)
        yield from _many("type", _get(value, "uses"), (*at, "uses"))
        yield from _package(_get(value, "package"), (*at, "package"))
        yield from _sends(value, at)


def _command_body(node: Node, path: Path) -> Found:
    yield from _fields(_get(node, "input"), (*path, "input"))
    yield from _output(_get(node, "output"), (*path, "output"))
    yield from _access(_get(node, "roles"), (*path, "roles"))


def _handlers(node: Node, path: Path) -> Found:
    for key, value, at in _entries(node, path):
        yield _key("handler", key, at)
        message = _get(value, "message")
        if isinstance(message, Table):
            yield from _scalar("message", message.get("name"), (*at, "message", "name"))
        else:
            yield from _scalar("message", message, (*at, "message"))
        yield from _scalar("command", _get(value, "command"), (*at, "command"))


def _schedules(node: Node, path: Path) -> Found:
    for key, value, at in _entries(node, path):
        yield _key("schedule", key, at)
        yield from _scalar("command", _get(value, "command"), (*at, "command"))


def _packages(node: Node, path: Path) -> Found:
    for key, value, at in _entries(node, path):
        yield _key("package", key, at)
        yield from _scalar("command", _get(value, "command"), (*at, "command"))
        yield from _command_body(value, at)


def _pushes(node: Node, path: Path) -> Found:
    for key, value, at in _entries(node, path):
        yield _key("push", key, at)
        yield from _fields(_get(value, "fields"), (*at, "fields"))


def _rooms(node: Node, path: Path) -> Found:
    for _, value, at in _entries(node, path):
        yield from _fields(_get(value, "key"), (*at, "key"))
        entity = _get(value, "entity")
        yield from _scalar("type", entity, (*at, "entity"))
        join = _get(value, "join")
        yield from _access(_get(join, "roles"), (*at, "join", "roles"))
        owner = _owner_of_room(at[-1], entity)
        where = (*at, "join", "owner")
        yield from _scalar("field", _get(join, "owner"), where, owner=owner)


def _owner_of_room(room: str, entity: Node | None) -> str:
    from svcgen.naming import pascal_case

    return entity.value if isinstance(entity, Scalar) else pascal_case(room)


def _sockets(node: Node, path: Path) -> Found:
    for _, value, at in _entries(node, path):
        yield from _access(_get(value, "roles"), (*at, "roles"))
        yield from _fields(_get(value, "receives"), (*at, "receives"))
        yield from _scalar("command", _get(value, "command"), (*at, "command"))
        yield from _many("push", _get(value, "pushes"), (*at, "pushes"))


_SECTIONS: Mapping[str, Callable[[Node, Path], Found]] = {
    "roles": _roles,
    "enums": _enums,
    "entities": _entities,
    "messages": _messages,
    "commands": _commands,
    "handlers": _handlers,
    "schedules": _schedules,
    "packages": _packages,
    "pushes": _pushes,
    "rooms": _rooms,
    "sockets": _sockets,
}
