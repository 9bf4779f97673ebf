"""The functions of `http/<noun>.ts`: one for each route of a command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svcgen.graph.commands import Command, Route
from svcgen.graph.service import Noun
from svcgen.naming import Code, TsDoc, TsIdent, TsLit, TsProperty, pascal_case
from svcgen.render.typescript.errors import error_codes, error_type, known_errors
from svcgen.render.typescript.types import NOTHING, TypeWriter, list_of
from svcgen.render.typescript.views import IteratorView, OperationView

PART = re.compile(r"{([^{}]*)}")
BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
REQUESTS = {
    "create": "Create",
    "list": "Query",
    "get": "Key",
    "update": "Change",
    "replace": "Replace",
    "delete": "Key",
}


@dataclass(frozen=True, slots=True)
class OperationWriter:
    """Writes operations; `prefix` is the path that the service's routes have in common."""

    types: TypeWriter
    prefix: str

    def noun(self, noun: Noun) -> tuple[OperationView, ...]:
        """Write the operations of a noun; a stream has none here."""
        return tuple(
            view for command in noun.commands for view in self._command(command)
        )

    def _command(self, command: Command) -> Iterator[OperationView]:
        # A command with several routes is called by its first: they do the same.
        if command.routes and command.output.kind != "stream":
            yield self._operation(command, command.routes[0])

    def _operation(self, command: Command, route: Route) -> OperationView:
        known = tuple(known_errors(self.types.graph, command))
        name = self.types.names.function(command.name)
        errors_name = Code("{}Errors", TsIdent(pascal_case(command.class_name)))
        data = reply_type(self.types, command, over_http=True)
        parts = [
            Code("method: {}", TsLit(route.method)),
            Code("path: {}", self._path(route)),
            Code("status: {}", TsLit(route.status)),
            *self._sent(command, route),
        ]
        if command.output.kind == "none":
            parts.append(Code("nothing: true"))
        if known:
            parts.append(Code("errors: {}", error_codes(known)))
        return OperationView(
            doc=TsDoc(command.description or command.name),
            name=name,
            parameters=tuple(self._parameters(command)),
            data=data,
            status=TsLit(route.status),
            errors_doc=TsDoc(f"What {name} declares that it may fail with."),
            errors_name=errors_name,
            errors_type=error_type(known, over_http=True),
            parts=tuple(parts),
            iterators=tuple(self._iterator(command)),
        )

    def _parameters(self, command: Command) -> Iterator[Code]:
        request = request_type(self.types, command)
        if request is not None:
            may_be_left_out = Code(" = {}") if is_request_optional(command) else Code()
            yield Code("input: {}{}", request, may_be_left_out)

    def _path(self, route: Route) -> Code:
        """Write text, value, text, value: the runtime encodes the values."""
        written = PART.split(f"{self.prefix}{route.path}")
        parts = [
            TsLit(part) if not position % 2 else access(part)
            for position, part in enumerate(written)
        ]
        if len(parts) > 1 and not written[-1]:
            parts.pop()
        return Code("[{}]", Code.joined(", ", parts))

    def _sent(self, command: Command, route: Route) -> Iterator[Code]:
        if command.kind == "list":
            yield Code("query: input")
        elif command.kind in ("create", "update", "replace"):
            own = command.kind == "create" or self._keeps_key(command)
            yield Code(
                "body: {}", Code("input") if own else without(route.path_parameters)
            )
        elif command.kind == "custom":
            yield from self._custom(command, route)

    def _keeps_key(self, command: Command) -> bool:
        """Tell whether a replacement carries its key in the body too, since the owner chose the key."""
        entity = self.types.graph.entity(command.entity or "")
        return command.kind == "replace" and entity.key[0] in entity.created

    def _custom(self, command: Command, route: Route) -> Iterator[Code]:
        paged = command.listing is not None
        if route.query or paged:
            rest = (*route.path_parameters, *route.body)
            yield Code("query: {}", without(rest))
        if not route.body:
            return
        taken = (*route.path_parameters, *route.query)
        has_file = any(
            field.type.name == "file"
            for field in (command.input.fields if command.input else ())
        )
        word = Code("form") if has_file else Code("body")
        yield Code("{}: {}", word, without(taken))

    def _iterator(self, command: Command) -> Iterator[IteratorView]:
        request = request_type(self.types, command)
        if (
            command.output.kind == "page"
            and command.output.type is not None
            and request is not None
        ):
            optional = Code(" = {}") if is_request_optional(command) else Code()
            yield IteratorView(
                doc=TsDoc(
                    f"{command.description or command.name} Every item, page after page."
                ),
                name=self.types.names.function(f"{command.name} all"),
                item=self.types.type(command.output.type, "out"),
                query=Code("{}{}", request, optional),
            )


def request_type(types: TypeWriter, command: Command) -> Code | None:
    """Write what a command takes; None when it takes nothing."""
    if command.kind != "custom":
        return types.own(f"{command.entity}{REQUESTS[command.kind]}")
    if command.listing is not None:
        return types.own(f"{command.class_name}Query")
    return types.own(command.input.name) if command.input is not None else None


def is_request_optional(command: Command) -> bool:
    """Tell whether a command may be called with nothing at all."""
    if command.kind != "custom":
        return command.kind == "list"
    return all(
        not field.required for field in (command.input.fields if command.input else ())
    )


def reply_type(types: TypeWriter, command: Command, over_http: bool) -> Code:
    """Write what a command gives back; over WebSocket a page is its items, and meta stands apart."""
    output = command.output
    if output.kind == "none" or output.type is None:
        return NOTHING if over_http else Code("null")
    item = types.type(output.type, "out")
    if output.kind == "page" and over_http:
        return Code("wire.Page<{}, {}>", item, meta_type(command))
    return list_of(item) if output.kind in ("list", "page") else item


def meta_type(command: Command) -> Code:
    """Write what comes with a page."""
    if command.output.kind != "page" or command.listing is None:
        return Code("null")
    keyset = command.listing.pages == "keyset"
    return Code("wire.KeysetMeta") if keyset else Code("wire.OffsetMeta")


def access(name: str) -> Code:
    """Write `input.name`, or `input["name"]` for what is no bare property."""
    if BARE.fullmatch(name):
        return Code("input.{}", TsProperty(name))
    return Code("input[{}]", TsLit(name))


def without(names: Sequence[str]) -> Code:
    """Write the input without some of its properties."""
    if not names:
        return Code("input")
    return Code(
        "rt.omit(input, {})", Code.joined(", ", (TsLit(name) for name in names))
    )
