"""The words of an `add` call: names in any usual form, and `field:type`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from svcgen.diagnostics import closest
from svcgen.edit import EditFault, Value
from svcgen.edit.tree import read_value
from svcgen.naming import (
    ClassName,
    CommandName,
    ConstName,
    FieldName,
    Name,
    WireName,
    check_name,
    kebab_case,
    pascal_case,
    screaming_case,
    snake_case,
)
from svcgen.spec.fields import SCALARS

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*")
_TYPE = re.compile(r"([A-Za-z][A-Za-z0-9_]*)\??")
_ROUTE = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (/\S*)")


class UsageFault(Exception):
    """The words of the call are wrong; one line that says what to type."""


def class_name(text: str) -> str:
    """Give `LikeThis` for an entity, an enum or a message. Raises UsageFault."""
    return _checked(ClassName, pascal_case(_plain(text)))


def command_name(text: str) -> str:
    """Give `like_this` for a command, a handler or a schedule. Raises UsageFault."""
    return _checked(CommandName, snake_case(_plain(text)))


def package_name(text: str) -> str:
    """Give `LIKE_THIS` for a package or a push. Raises UsageFault."""
    return _checked(ConstName, screaming_case(_plain(text)))


def role_name(text: str) -> str:
    """Give a role as it is written, `like-this` when it is not a wire name. Raises UsageFault."""
    plain = _plain(text)
    return (
        plain
        if check_name(WireName, plain) is None
        else _checked(WireName, kebab_case(plain))
    )


def field_name(text: str) -> str:
    """Give `like_this` for a field. Raises UsageFault."""
    return _checked(FieldName, snake_case(_plain(text)))


def _plain(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise UsageFault(
            f"{text[:60]!a} is no name: letters and digits, with - or _ between words"
        )
    return text


def _checked(kind: type[Name], text: str) -> str:
    fault = check_name(kind, text)
    if fault is not None:
        hint = f"; {fault.hint}" if fault.hint else ""
        raise UsageFault(f"{fault}{hint}")
    return text


def read_fields(words: Iterable[str], types: Iterable[str]) -> dict[str, Value]:
    """Read `name:string born:date? tags:[string]`; `types` are the enums and entities there are.

    Raises UsageFault for words of another form, EditFault for a type that is not there.
    """
    found: dict[str, Value] = {}
    known = (*SCALARS, *types)
    for word in words:
        name, colon, written = word.partition(":")
        if not colon or not written:
            raise UsageFault(
                f"{word[:60]!a} is no field: write name:type, such as born:date?"
            )
        field = field_name(name)
        if field in found:
            raise UsageFault(f"the field {field} is given twice")
        found[field] = read_type(written, known)
    return found


def read_type(written: str, known: tuple[str, ...]) -> Value:
    """Read a type: `date?`, `Author`, `[string]`, `{type: string, max_length: 20}`."""
    if written[:1] in "[{":
        value = _flow(written)
        for name in value if isinstance(value, list) else ():
            if isinstance(name, str):
                read_type(name, known)
        return value
    found = _TYPE.fullmatch(written)
    if found is None:
        raise UsageFault(
            f"{written[:60]!a} is no type: such as string, date?, Author, [string]"
        )
    if found[1] not in known:
        raise EditFault(
            "unknown-type", f"there is no type '{found[1]}'", closest(found[1], known)
        )
    return written


def read_output(written: str, known: tuple[str, ...]) -> Value:
    """Read what a command gives back: `Author`, `[Author]`, `{page: Author}`, `{count: int}`."""
    value = read_type(written, known) if written[:1] != "[" else _flow(written)
    if isinstance(value, list):
        if len(value) != 1:
            raise UsageFault("a list has one type: [Author]")
        return {"list": value[0]}
    return value


def read_route(written: str) -> str:
    """Read `POST /orders`. Raises UsageFault."""
    if not _ROUTE.fullmatch(written):
        raise UsageFault(
            f"{written[:60]!a} is no route: write it like 'POST /orders/{{order_id}}'"
        )
    return written


def read_list(words: Iterable[str] | None) -> list[str]:
    """Take `a,b` and `a b` apart."""
    return [
        part.strip() for word in words or () for part in word.split(",") if part.strip()
    ]


def _flow(written: str) -> Value:
    try:
        value = read_value(written)
    except EditFault as fault:
        raise UsageFault(f"{written[:60]!a} cannot be read: {fault}") from fault
    return value


def as_mapping(value: object) -> Mapping[str, object]:
    """Give a mapping of the spec, an empty one for what is none."""
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}
