"""Does a written value fit a type? The answer is None, or the reason why not."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from uuid import UUID

from pydantic_core import PydanticCustomError

from svcgen.naming import screaming_case
from svcgen.spec.base import parse_duration
from svcgen.spec.service import EnumSpec
from svcgen.validate.world import Kind, World

INT32 = (-(2**31), 2**31 - 1)
INT64 = (-(2**63), 2**63 - 1)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+"
)
URL = re.compile(r"https?://[^\s/?#]+\S*")
WIDEST_DECIMAL = 60


def misfit(world: World, kind: Kind, value: object) -> str | None:
    """Say why a value is none of a kind; None when it is one, or when the kind is not known."""
    if kind.form == "enum":
        return _enum_misfit(world.spec.enums[kind.name], value)
    if kind.form == "list":
        if not isinstance(value, list):
            return "a list is expected"
        return _first_misfit(world, kind.item, value)
    if kind.form == "map":
        if not isinstance(value, dict) or not all(
            isinstance(key, str) for key in value
        ):
            return "a mapping of names is expected"
        return _first_misfit(world, kind.item, list(value.values()))
    if kind.form == "object":
        return "an embedded object is not written as a value; leave it out"
    if kind.form == "unknown" or kind.name == "json":
        return None
    return CHECKS[kind.name](value)


def _first_misfit(world: World, item: Kind | None, values: list[object]) -> str | None:
    for value in values:
        if item is not None and value is None:
            return "null stands in it"
        problem = misfit(world, item, value) if item is not None else None
        if problem is not None:
            return problem
    return None


def _enum_misfit(enum: EnumSpec, value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return "a member of the enum is expected"
    for name, member in enum.members.items():
        if value in (member.value, name) or value == screaming_case(name):
            return None
    return f"'{value}' is no member of the enum"


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return "text is expected"
    return "it holds the character NUL" if "\0" in value else None


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        fits = isinstance(value, str) and pattern.fullmatch(value)
        return None if fits else f"{what} is expected"

    return check


def _whole(bounds: tuple[int, int]) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return "a whole number is expected"
        if not bounds[0] <= value <= bounds[1]:
            return f"{value} is not within {bounds[0]} to {bounds[1]}"
        return None

    return check


def _float(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "a number is expected"
    return None if abs(value) < 1e308 else "the number is too large"


def read_decimal(value: object) -> Decimal | None:
    """Read a number or a text of one exactly; None when it is none, or has very many digits."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value)
    if len(text) > WIDEST_DECIMAL or not text.isascii() or text != text.strip():
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and "_" not in text else None


def _decimal(value: object) -> str | None:
    return None if read_decimal(value) is not None else "a decimal number is expected"


def _truth(value: object) -> str | None:
    return None if isinstance(value, bool) else "true or false is expected"


def _read_by(
    read: Callable[[str], object], what: str
) -> Callable[[object], str | None]:
    def check(value: object) -> str | None:
        try:
            return (
                None
                if isinstance(value, str) and read(value)
                else f"{what} is expected"
            )
        except (ValueError, binascii.Error):
            return f"{what} is expected"

    return check


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no offset")
    return moment


def _time(text: str) -> tuple[time]:
    return (time.fromisoformat(text),)


def _duration(value: object) -> str | None:
    try:
        seconds = parse_duration(value)
    except PydanticCustomError:
        return "a duration such as 30s, 5m or 1d is expected"
    return None if abs(seconds) < 1e10 else "the duration is too long"


def _bytes(text: str) -> str:
    base64.b64decode(text, validate=True)
    return "bytes"


def _never(value: object) -> str | None:
    return "a file has no value that could be written"


CHECKS: Mapping[str, Callable[[object], str | None]] = {
    "string": _text,
    "text": _text,
    "int": _whole(INT32),
    "bigint": _whole(INT64),
    "float": _float,
    "decimal": _decimal,
    "bool": _truth,
    "uuid": _read_by(UUID, "a uuid"),
    "date": _read_by(date.fromisoformat, "a date such as 2024-02-29"),
    "time": _read_by(_time, "a time such as 12:30:00"),
    "datetime": _read_by(
        _moment, "a moment with its offset, such as 2024-02-29T12:00:00Z,"
    ),
    "unix_timestamp": _read_by(
        _moment, "a moment with its offset, such as 2024-02-29T12:00:00Z,"
    ),
    "duration": _duration,
    "bytes": _read_by(_bytes, "base64"),
    "email": _matching(EMAIL, "an address such as ann@example.org"),
    "url": _matching(URL, "an address such as https://example.org"),
    "slug": _matching(SLUG, "lower-case words joined by hyphens"),
    "file": _never,
}
