"""The functions of `http/<noun>.ts`: one for each route of a command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svcgen.graph.commands import Command, Route
from svcgen.graph.service import Noun
from svcgen.graph.types import TypeRef
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
    "replace": "Replacement",
    "delete": "Key",
}


def has_operations(command: Command) -> bool:
    """Tell whether functions call a command over HTTP; a stream has none."""
    return bool(command.routes) and command.output.kind != "stream"


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
        if not has_operations(command):
            return
        for number, route in enumerate(command.routes, 1):
            yield self._operation(command, route, number)

    def _operation(self, command: Command, route: Route, number: int) -> OperationView:
        known = tuple(known_errors(self.types.graph, command))
        key = command.name if number == 1 else f"{command.name} {number}"
        name = self.types.names.function(key)
        errors_name = TsIdent(f"{pascal_case(key)}Errors")
        status = TsLit(success_status(command, route))
        data = reply_type(self.types, command, over_http=True)
        parts = [
            Code("method: {}", TsLit(route.method)),
            Code("path: {}", self._path(route)),
            Code("status: {}", status),
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
            status=status,
            errors_doc=TsDoc(f"What {name} declares that it may fail with."),
            errors_name=errors_name,
            errors_type=error_type(known, over_http=True),
            parts=tuple(parts),
            iterators=tuple(self._iterator(command)) if number == 1 else (),
            pointer=route.pointer,
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
        whole = paged and not route.path_parameters and not (route.query and route.body)
        if route.query or paged:
            rest = (
                route.path_parameters
                if whole
                else (*route.path_parameters, *route.body)
            )
            yield Code("query: {}", without(rest))
        if not route.body or whole:
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
                item=item_type(self.types, command, command.output.type),
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
    item = item_type(types, command, output.type)
    if output.kind == "page" and over_http:
        return Code("wire.Page<{}, {}>", item, meta_type(command))
    return list_of(item) if output.kind in ("list", "page") else item


def item_type(types: TypeWriter, command: Command, type_: TypeRef) -> Code:
    """Write what is given back, or one item of it: with the relations that are included."""
    if command.include:
        return types.own(f"{command.class_name}Output")
    return types.type(type_, "out")


def success_status(command: Command, route: Route) -> int:
    """Give the status of success: 204 where there is nothing to give back."""
    nothing = command.output.kind == "none" and route.status == 200
    return 204 if nothing else route.status


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
