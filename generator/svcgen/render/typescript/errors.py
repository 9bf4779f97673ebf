"""Which errors a call declares, with their status on HTTP and on WebSocket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from svcgen.graph import ServiceGraph
from svcgen.graph.clashes import may_clash
from svcgen.graph.commands import Command
from svcgen.naming import Code, TsLit
from svcgen.render.typescript.types import lines_of, union

BY_KEY = frozenset(("get", "update", "replace", "delete"))


@dataclass(frozen=True, slots=True)
class Known:
    """Errors that share a status: their codes on the wire, and the status on either transport."""

    codes: tuple[str, ...]
    http: tuple[int, ...]
    ws: int


UNAUTHENTICATED = Known(("authentication_failed", "token_expired"), (401,), 7)
DENIED = Known(("permission_denied",), (403,), 3)
MISSING = Known(("not_found",), (404,), 4)
CLASH = Known(("conflict",), (409,), 5)
INVALID = Known(("invalid_data",), (400, 422), 2)


def known_errors(graph: ServiceGraph, command: Command) -> Iterator[Known]:
    """Give what a command may fail with, in the order of its checks."""
    if command.access.kind != "public":
        yield UNAUTHENTICATED
    if command.access.kind not in ("public", "authenticated"):
        yield DENIED
    if takes_data(command):
        yield INVALID
    if command.kind in BY_KEY or any(route.path_parameters for route in command.routes):
        yield MISSING
    if may_clash(graph, command):
        yield CLASH
    declared = {error.name: error for error in graph.errors}
    for name in command.errors:
        yield Known((name,), (declared[name].http_status,), declared[name].status_code)


def takes_data(command: Command) -> bool:
    """Tell whether anything is sent with a command that could be wrong."""
    return (
        command.kind != "custom"
        or command.input is not None
        or command.listing is not None
    )


@lru_cache(maxsize=1024)
def error_type(known: tuple[Known, ...], over_http: bool) -> Code:
    """Write the union of the declared errors, with what stands before it; `never` for none."""
    indent = Code("  ") if over_http else Code("      ")
    return lines_of((_member(each, over_http) for each in known), indent)


def _member(known: Known, over_http: bool) -> Code:
    statuses = union(
        TsLit(status) for status in (known.http if over_http else (known.ws,))
    )
    codes = union(TsLit(code) for code in known.codes)
    return Code("rt.Declared<{}, {}>", statuses, codes)


@lru_cache(maxsize=1024)
def error_codes(known: tuple[Known, ...]) -> Code:
    """Write the list of the codes."""
    return Code(
        "[{}]",
        Code.joined(", ", (TsLit(code) for each in known for code in each.codes)),
    )
