"""What a command takes, gives and needs, in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcgen.graph.commands import Access, Command, Output
    from svcgen.graph.types import Field, TypeRef


def access_text(access: Access) -> str:
    """Say who may: `public`, `authenticated`, `a + b`, `a | b`, `owner of customer`."""
    if access.kind == "owner":
        return f"owner of {access.owner}"
    if access.kind in ("all", "any"):
        return (" + " if access.kind == "all" else " | ").join(access.roles)
    return access.kind


def signature_text(command: Command) -> str:
    """Say what a command takes and gives: `title: string -> Author`."""
    taken = (
        fields_text(command.input.fields)
        if command.input
        else _TAKEN.get(command.kind, "")
    )
    given = _output(command.output)
    if command.result is not None:
        given = f"{{{fields_text(command.result.fields)}}}"
    return f"({taken})" + (f" -> {given}" if given else "")


_TAKEN: Mapping[str, str] = {
    "create": "fields",
    "list": "query",
    "get": "key",
    "update": "key, changes",
    "replace": "key, fields",
    "delete": "key",
}


def _output(output: Output) -> str:
    if output.type is None:
        return ""
    name = type_text(output.type)
    return name if output.kind == "one" else f"{output.kind} of {name}"


def fields_text(fields: Iterable[Field]) -> str:
    """Write fields: `name: string, born: date?`."""
    return ", ".join(
        f"{each.name}: {type_text(each.type)}{'?' if each.nullable else ''}"
        for each in fields
    )


def type_text(of: TypeRef) -> str:
    """Write a type as a spec does."""
    if of.item is not None:
        return (
            f"[{type_text(of.item)}]"
            if of.kind == "list"
            else f"map of {type_text(of.item)}"
        )
    return of.name
