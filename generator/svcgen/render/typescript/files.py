"""The files of the client, and what their templates see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from svcgen.artifacts.files import PlannedFile
from svcgen.artifacts.policy import WritePolicy
from svcgen.graph import ServiceGraph
from svcgen.graph.service import Enum, Noun
from svcgen.naming import (
    Code,
    MdText,
    TsIdent,
    TsLit,
    TsProperty,
    camel_case,
    kebab_case,
)
from svcgen.render.typescript.defaults import write_defaults
from svcgen.render.typescript.interfaces import InterfaceWriter, doc
from svcgen.render.typescript.names import Names, name_all
from svcgen.render.typescript.operations import OperationWriter, has_operations
from svcgen.render.typescript.realtime import RealtimeWriter
from svcgen.render.typescript.symbols import symbols_of
from svcgen.render.typescript.types import SCALARS, TypeWriter, is_branded
from svcgen.render.typescript.views import (
    BrandView,
    CallsView,
    ClientView,
    EndpointView,
    EnumView,
    MemberView,
    OperationsView,
    PackageJsonView,
    PushesView,
    ReadmeView,
    SocketsView,
    TextView,
    TypesView,
)

FOLDER = "clients/typescript"
HEADER = Code(
    "// Made by svcgen from service.yaml. Do not edit: the next run replaces it.\n"
    "// Change the spec, then run: svcgen generate"
)
RUNTIME = (
    "backoff", "bind", "connection", "errors", "http", "pushes", "scalars", "stream", "tokens", "url", "ws",
)  # fmt: skip
LITERAL = re.compile(r'"(?:\\.|[^"\\])*"')
SERVICE = ("/service",)
HERE = Code()
THERE = Code("types.")
IMPORT_RT = Code('import * as rt from "../runtime/http.js";')
IMPORT_TYPES = Code('import type * as types from "../types.js";')
IMPORT_WIRE = Code('import type * as wire from "../runtime/scalars.js";')


@dataclass(frozen=True, slots=True)
class ClientPlan:
    """Plans the client of one service."""

    graph: ServiceGraph
    names: Names

    @classmethod
    def of(cls, graph: ServiceGraph) -> ClientPlan:
        """Plan for a graph."""
        return cls(graph, name_all(graph))

    def files(self) -> Iterator[PlannedFile]:
        """Give every file, in the order of their paths."""
        yield self._file("README.md", self._readme())
        yield self._file("package.json", self._package_json())
        yield self._file("src/client.ts", self._client())
        for noun in self._nouns():
            yield self._noun(noun)
        yield self._file("src/index.ts", TextView(HEADER))
        for name in RUNTIME:
            yield self._file(
                f"src/runtime/{name}.ts", TextView(HEADER), f"src/runtime/{name}.ts"
            )
        yield self._file("src/types.ts", self._types(), nodes=self._type_nodes())
        yield self._file(
            "src/ws/calls.ts",
            self._calls(),
            nodes=_pointers(self.graph.packages) or SERVICE,
        )
        yield self._file("src/ws/client.ts", self._endpoint())
        rooms = _pointers((*self.graph.pushes, *self.graph.rooms))
        yield self._file("src/ws/pushes.ts", self._pushes(), nodes=rooms or SERVICE)
        if self.graph.sockets:
            yield self._file(
                "src/ws/sockets.ts",
                self._sockets(),
                nodes=_pointers(self.graph.sockets),
            )
        yield self._file("tsconfig.json", TextView(HEADER))

    def _file(
        self,
        path: str,
        view: object,
        template: str = "",
        nodes: tuple[str, ...] = SERVICE,
    ) -> PlannedFile:
        template = f"typescript/{template or f'{path}.jinja'}"
        return PlannedFile(
            f"{FOLDER}/{path}",
            WritePolicy.OVERWRITE,
            template,
            nodes,
            symbols_of(view),
            view,
        )

    def _writer(self, prefix: Code) -> TypeWriter:
        return TypeWriter(self.graph, self.names, prefix)

    def _nouns(self) -> Iterator[Noun]:
        for noun in self.graph.nouns:
            if any(has_operations(command) for command in noun.commands):
                yield noun

    def _noun(self, noun: Noun) -> PlannedFile:
        operations = OperationWriter(
            self._writer(THERE), self.graph.service.prefix
        ).noun(noun)
        printed = [part for op in operations for part in (op.data, *op.parameters)]
        printed += [
            part
            for op in operations
            for each in op.iterators
            for part in (each.item, each.query)
        ]
        view = OperationsView(HEADER, _imports(printed, IMPORT_RT), operations)
        nodes = _pointers(noun.commands)
        return self._file(
            f"src/http/{noun.name}.ts", view, "src/http/noun.ts.jinja", nodes
        )

    def _types(self) -> TypesView:
        writer = self._writer(HERE)
        interfaces = tuple(InterfaceWriter(writer).all())
        brands = tuple(self._brands())
        printed = [each.type for view in interfaces for each in view.properties]
        needed = brands or IMPORT_WIRE in _imports(printed)
        return TypesView(
            header=HEADER,
            imports=(
                (Code('import type * as wire from "./runtime/scalars.js";'),)
                if needed
                else ()
            ),
            brands=brands,
            enums=tuple(self._enum(enum) for enum in self.graph.enums),
            interfaces=interfaces,
            defaults=tuple(write_defaults(writer)),
        )

    def _brands(self) -> Iterator[BrandView]:
        for entity in self.graph.entities:
            if is_branded(entity):
                key = entity.key[0]
                text = key.description or f"The key of {entity.name}."
                name = self.names.type(f"{entity.name}Id")
                base, label = SCALARS[key.type.name], TsLit(str(name))
                yield BrandView(doc(text), name, base, label, key.pointer)

    def _enum(self, enum: Enum) -> EnumView:
        members = tuple(
            MemberView(
                doc(member.description, 2),
                TsProperty(member.name),
                TsLit(member.value),
                member.pointer,
            )
            for member in enum.members
        )
        name = self.names.type(enum.name)
        return EnumView(doc(enum.description), name, members, enum.pointer)

    def _calls(self) -> CallsView:
        writer = RealtimeWriter(self._writer(THERE))
        packages = tuple(writer.package(package) for package in self.graph.packages)
        printed = [part for p in packages for part in (p.request, p.reply, p.meta)]
        rt = [p.errors for p in packages if p.errors != " never"]
        first = [Code('import type * as rt from "../runtime/errors.js";')] if rt else []
        package = Code('import type { Package } from "../runtime/ws.js";')
        return CallsView(HEADER, _imports(printed, *first, package), packages)

    def _pushes(self) -> PushesView:
        writer = RealtimeWriter(self._writer(THERE))
        pushes = tuple(writer.push(push) for push in self.graph.pushes)
        rooms = tuple(writer.room(room) for room in self.graph.rooms)
        return PushesView(
            HEADER, _imports([view.type for view in (*pushes, *rooms)]), pushes, rooms
        )

    def _endpoint(self) -> EndpointView:
        return EndpointView(HEADER, TsLit(self.graph.service.websocket_path))

    def _sockets(self) -> SocketsView:
        writer = RealtimeWriter(self._writer(THERE))
        sockets = tuple(writer.socket(socket) for socket in self.graph.sockets)
        printed = [part for view in sockets for part in (*view.parameters, view.sent)]
        first = Code('import * as rt from "../runtime/stream.js";')
        return SocketsView(HEADER, _imports(printed, first), sockets)

    def _client(self) -> ClientView:
        nouns = list(self._nouns())
        local = [TsIdent(f"{camel_case(noun.name)}Operations") for noun in nouns]
        imports = [
            Code("import * as {} from {};", name, TsLit(f"./http/{noun.name}.js"))
            for noun, name in zip(nouns, local, strict=True)
        ]
        bases = Code.joined(
            ",\n    ", (Code("Bound<typeof {}>", name) for name in local)
        )
        base = Code("\n  extends {}", bases) if nouns else Code()
        if self.graph.sockets:
            imports.append(Code('import * as sockets from "./ws/sockets.js";'))
        sockets = Code("sockets") if self.graph.sockets else Code()
        return ClientView(HEADER, tuple(imports), tuple(local), base, sockets)

    def _package_json(self) -> PackageJsonView:
        service = self.graph.service
        return PackageJsonView(
            name=TsLit(f"{kebab_case(service.name)}-client"),
            version=TsLit(service.version),
            description=TsLit(service.description or f"The client of {service.title}."),
            license=TsLit(service.license or "UNLICENSED"),
        )

    def _readme(self) -> ReadmeView:
        service = self.graph.service
        return ReadmeView(
            title=MdText(service.title),
            description=MdText(service.description),
            name=TsLit(f"{kebab_case(service.name)}-client"),
        )

    def _type_nodes(self) -> tuple[str, ...]:
        graph = self.graph
        nodes: tuple[_Node, ...] = (*graph.enums, *graph.entities, *graph.commands)
        return (*SERVICE, *_pointers(nodes))


def _imports(printed: Iterable[Code], *first: Code) -> tuple[Code, ...]:
    """Give the imports that the printed types need, after those that are always there."""
    text = LITERAL.sub("", "\n".join(printed))
    found = [*first]
    if "wire." in text:
        found.append(IMPORT_WIRE)
    if "types." in text:
        found.append(IMPORT_TYPES)
    return tuple(found)


class _Node(Protocol):
    @property
    def pointer(self) -> str: ...


def _pointers(nodes: Iterable[_Node]) -> tuple[str, ...]:
    return tuple(node.pointer for node in nodes)
