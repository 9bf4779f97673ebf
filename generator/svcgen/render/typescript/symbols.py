"""Which spec node each symbol of the client came from."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.artifacts.files import Symbols
from svcgen.naming import Code
from svcgen.render.typescript.views import (
    CallsView,
    OperationsView,
    PushesView,
    SocketsView,
    TypesView,
)


def symbols_of(view: object) -> Symbols:
    """Give the symbols that a view prints, a member as `Interface.member`."""
    match view:
        case TypesView():
            found = _types(view)
        case OperationsView():
            found = _operations(view)
        case CallsView():
            pairs = ((each.name, each.pointer) for each in view.packages)
            found = _members(pairs, "Calls", "CALLS")
        case PushesView():
            found = _realtime(view)
        case SocketsView():
            found = ((str(each.name), each.pointer) for each in view.sockets)
        case _:
            found = iter(())
    return tuple(sorted(set(found)))


def _types(view: TypesView) -> Iterator[tuple[str, str]]:
    for brand in view.brands:
        yield str(brand.name), brand.pointer
    for enum in view.enums:
        yield str(enum.name), enum.pointer
        yield from _members(((m.name, m.pointer) for m in enum.members), str(enum.name))
    for interface in view.interfaces:
        name = str(interface.head).partition(" ")[0]
        yield name, interface.pointer
        yield from _members(((p.name, p.pointer) for p in interface.properties), name)
    for defaults in view.defaults:
        yield str(defaults.name), defaults.pointer


def _operations(view: OperationsView) -> Iterator[tuple[str, str]]:
    for operation in view.operations:
        yield str(operation.name), operation.pointer
        yield str(operation.errors_name), operation.pointer
        for each in operation.iterators:
            yield str(each.name), operation.pointer


def _realtime(view: PushesView) -> Iterator[tuple[str, str]]:
    pushes = [(each.name, each.pointer) for each in view.pushes]
    yield from _members(iter(pushes), "Pushes", "PUSHES")
    yield from _members(((each.name, each.pointer) for each in view.rooms), "Rooms")


def _members(
    pairs: Iterator[tuple[Code, str]], *owners: str
) -> Iterator[tuple[str, str]]:
    for name, pointer in pairs:
        plain = str(name).removesuffix("?").strip('"')
        yield from ((f"{owner}.{plain}", pointer) for owner in owners)
