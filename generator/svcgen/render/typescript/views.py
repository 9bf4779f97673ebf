"""What the TypeScript templates print: frozen values made of Code, ready in every detail.

`pointer` is never printed: it tells the spec node that a symbol came from.
"""

from __future__ import annotations

from dataclasses import dataclass

from svcgen.naming import Code


@dataclass(frozen=True, slots=True)
class BrandView:
    """The branded key of an entity."""

    doc: Code
    name: Code
    base: Code
    label: Code
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member of an enum: a property and its literal."""

    doc: Code
    name: Code
    value: Code
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class EnumView:
    """A const object and the union of its values."""

    doc: Code
    name: Code
    members: tuple[MemberView, ...]
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class PropertyView:
    """A property of an interface; `name` has its question mark where it may be absent."""

    doc: Code
    name: Code
    type: Code
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class InterfaceView:
    """An interface; `head` is its name with what it extends."""

    doc: Code
    head: Code
    properties: tuple[PropertyView, ...]
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class DefaultsView:
    """The values that the service takes for what is left out."""

    doc: Code
    name: Code
    type: Code
    values: tuple[tuple[Code, Code], ...]
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class TypesView:
    """`types.ts`: everything that travels."""

    header: Code
    imports: tuple[Code, ...]
    brands: tuple[BrandView, ...]
    enums: tuple[EnumView, ...]
    interfaces: tuple[InterfaceView, ...]
    defaults: tuple[DefaultsView, ...]


@dataclass(frozen=True, slots=True)
class IteratorView:
    """The function that gives every item of a list, page after page."""

    doc: Code
    name: Code
    item: Code
    query: Code


@dataclass(frozen=True, slots=True)
class OperationView:
    """A function that calls one HTTP operation; `parts` are the properties of the request."""

    doc: Code
    name: Code
    parameters: tuple[Code, ...]
    data: Code
    status: Code
    errors_doc: Code
    errors_name: Code
    errors_type: Code
    parts: tuple[Code, ...]
    iterators: tuple[IteratorView, ...]
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class OperationsView:
    """`http/<noun>.ts`: the operations of one noun."""

    header: Code
    imports: tuple[Code, ...]
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True)
class PackageView:
    """A WebSocket package: its types and its row in the table."""

    doc: Code
    name: Code
    request: Code
    reply: Code
    meta: Code
    errors: Code
    row: Code
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class CallsView:
    """`ws/calls.ts`: every package by its name."""

    header: Code
    imports: tuple[Code, ...]
    packages: tuple[PackageView, ...]


@dataclass(frozen=True, slots=True)
class NamedView:
    """A name with a type and, for pushes, a number."""

    doc: Code
    name: Code
    type: Code
    value: Code
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class PushesView:
    """`ws/pushes.ts`: what the service sends unasked, and the rooms it sends to."""

    header: Code
    imports: tuple[Code, ...]
    pushes: tuple[NamedView, ...]
    rooms: tuple[NamedView, ...]


@dataclass(frozen=True, slots=True)
class SocketView:
    """A WebSocket endpoint of its own."""

    doc: Code
    name: Code
    parameters: tuple[Code, ...]
    path: Code
    sent: Code
    pushes: Code
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class EndpointView:
    """`ws/client.ts`: the endpoint of packages, at `path`."""

    header: Code
    path: Code


@dataclass(frozen=True, slots=True)
class SocketsView:
    """`ws/sockets.ts`: every further socket."""

    header: Code
    imports: tuple[Code, ...]
    sockets: tuple[SocketView, ...]


@dataclass(frozen=True, slots=True)
class ClientView:
    """`client.ts` gathers everything: `imports` of the noun modules, and their local names."""

    header: Code
    imports: tuple[Code, ...]
    bound: tuple[Code, ...]
    base: Code
    sockets: Code


@dataclass(frozen=True, slots=True)
class PackageJsonView:
    """`package.json`."""

    name: Code
    version: Code
    description: Code
    license: Code


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """`README.md`."""

    title: Code
    description: Code
    name: Code


@dataclass(frozen=True, slots=True)
class TextView:
    """A file that is the same in every service."""

    header: Code
