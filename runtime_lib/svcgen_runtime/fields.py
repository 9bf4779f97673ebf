"""The types of fields as they travel; each says how it reads and how it is written.

Python values are those of the standard library; the JSON is that of the wire: 64-bit
integers, decimals, durations (ISO 8601) and moments (RFC 3339, UTC) are strings, bytes
are base64 (RFC 4648).
"""

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    JsonValue,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import Url as ParsedUrl
from pydantic_core import ValidationError
from uuid_utils.compat import uuid7 as _uuid7

__all__ = [
    "Base64",
    "Bigint",
    "Duration",
    "Email",
    "Int",
    "JsonValue",
    "Slug",
    "UnixTimestamp",
    "Url",
    "UtcDatetime",
    "utc_now",
    "uuid7",
]

FIRST_SECOND = -62_135_596_800  # 0001-01-01T00:00:00Z
LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z


def uuid7() -> UUID:
    """A new UUID of version 7 (RFC 9562): later ones sort after earlier ones."""
    return _uuid7()


def utc_now() -> datetime:
    """The moment, with its offset, in UTC."""
    return datetime.now(UTC)


def _to_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("the moment is out of range in UTC") from None


def _read_timestamp(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}", value):
        value = int(value)
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if type(value) is int and FIRST_SECOND <= value <= LAST_SECOND:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value)
    raise ValueError("whole seconds since 1970-01-01T00:00:00Z are needed")


def _write_timestamp(moment: datetime) -> int:
    return int(moment.timestamp())


def _read_duration(value: object) -> object:
    text = isinstance(value, str) and value.lstrip("+-").startswith("P")
    if not text and not isinstance(value, timedelta):
        raise ValueError("an ISO 8601 duration is needed, such as PT15M")
    return value


def _read_base64(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("the text is not base64") from None


def _write_base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _check_url(value: str) -> str:
    try:
        url = ParsedUrl(value)
    except ValidationError:
        raise ValueError("the text is not a URL") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError("an absolute http or https URL is needed")
    return value


Int = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]
"""An integer that every database column of type INTEGER holds."""

Bigint = Annotated[
    int,
    Field(ge=-(2**63), le=2**63 - 1),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "int64", "pattern": r"^-?\d{1,19}$"}),
]
"""A 64-bit integer; a string in JSON, since JavaScript numbers hold 53 bits."""

UtcDatetime = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A moment: read with any offset (never without), kept and written in UTC."""

UnixTimestamp = Annotated[
    datetime,
    BeforeValidator(_read_timestamp),
    AfterValidator(_to_utc),
    PlainSerializer(_write_timestamp, return_type=int, when_used="json"),
    WithJsonSchema({"type": "integer", "format": "int64"}),
]
"""A moment to the second: a datetime in UTC here, seconds since 1970 in JSON."""

Duration = Annotated[
    timedelta,
    BeforeValidator(_read_duration),
    WithJsonSchema({"type": "string", "format": "duration"}),
]
"""A length of time; an ISO 8601 duration in JSON (``P1DT2H``)."""

Base64 = Annotated[
    bytes,
    BeforeValidator(_read_base64),
    PlainSerializer(_write_base64, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]
"""Bytes; base64 with padding in JSON (RFC 4648, section 4)."""

Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=100)
]
"""Lower-case letters, digits and single hyphens, as they stand in a path."""

# what HTML's <input type=email> takes: a mailbox proves itself by a message, and a
# stricter reading would need a DNS library in every service
Email = Annotated[
    str,
    StringConstraints(
        pattern=(
            r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
            r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$"
        ),
        max_length=254,
    ),
    Field(json_schema_extra={"format": "email"}),
]
"""An address of electronic mail, kept as it was written."""

Url = Annotated[
    str,
    StringConstraints(max_length=2083),
    AfterValidator(_check_url),
    Field(json_schema_extra={"format": "uri"}),
]
"""An absolute http or https URL, kept as it was written."""
