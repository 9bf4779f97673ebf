"""What every part of a spec is made of: frozen models, short forms, durations and sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    JsonValue,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
BYTES = {"B": 1, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}
PERIODS = {
    "s": 1,
    "sec": 1,
    "min": 60,
    "h": 3600,
    "hour": 3600,
    "d": 86400,
    "day": 86400,
}


class SpecModel(BaseModel):
    """A mapping of the spec; unknown keys are refused and values are not coerced."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        # the root builds one validator with all of its parts; none needs one of its own
        defer_build=True,
    )


class ShortForm(SpecModel):
    """A mapping that may also be written shorter; `from_short` gives the long form."""

    short_schema: ClassVar[Mapping[str, JsonValue]] = {}

    @classmethod
    def from_short(cls, value: object) -> object:
        """Give the mapping that `value` abbreviates, or `value` when it is no short form."""
        return value

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: object) -> object:
        return value if isinstance(value, dict) else cls.from_short(value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        long = handler(schema)
        if not cls.short_schema:
            return long
        resolved = handler.resolve_ref_schema(long)
        body = dict(resolved)
        resolved.clear()
        resolved.update(
            {
                "title": body.get("title", cls.__name__),
                "description": body.get("description", ""),
                "anyOf": [dict(cls.short_schema), body],
            }
        )
        return long


def parse_quantity(value: object, units: Mapping[str, float], what: str) -> float:
    """Read `30s`, `5MiB` or a bare number; `units` maps a suffix to its factor."""
    if isinstance(value, bool):
        raise PydanticCustomError("bad_quantity", "{what} expected", {"what": what})
    if isinstance(value, int | float):
        return float(value)
    match = (
        re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]+)", value)
        if isinstance(value, str)
        else None
    )
    if match is None or match[2] not in units:
        allowed = ", ".join(units)
        raise PydanticCustomError(
            "bad_quantity",
            "{what} expected: a number with one of the units {allowed}",
            {"what": what, "allowed": allowed},
        )
    return float(match[1]) * units[match[2]]


def parse_duration(value: object) -> float:
    """Read a duration such as `30s`, `5m` or `1d` into seconds."""
    return parse_quantity(value, SECONDS, "a duration such as 30s, 5m or 1d")


def parse_size(value: object) -> int:
    """Read a size such as `64KiB` into bytes."""
    return int(parse_quantity(value, BYTES, "a size such as 64KiB or 5MiB"))


def parse_rate(value: object) -> tuple[int, int]:
    """Read a rate such as `100/min` into (count, seconds)."""
    match = (
        re.fullmatch(r"(\d+)\s*/\s*([a-z]+)", value) if isinstance(value, str) else None
    )
    if match is None or match[2] not in PERIODS:
        raise PydanticCustomError("bad_quantity", "a rate such as 100/min expected")
    return int(match[1]), PERIODS[match[2]]


Duration = Annotated[
    float,
    BeforeValidator(parse_duration),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "pattern": r"^\d+(\.\d+)?\s*(ms|s|m|h|d)$",
            "description": "A length of time: 500ms, 30s, 5m, 2h, 1d; a bare number is seconds.",
            "examples": ["30s", "5m", "1d"],
        }
    ),
]
Size = Annotated[
    int,
    BeforeValidator(parse_size),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": r"^\d+(\.\d+)?\s*(B|KiB|MiB|GiB)$",
            "description": "A size: 512B, 64KiB, 5MiB; a bare number is bytes.",
            "examples": ["64KiB", "5MiB"],
        }
    ),
]
Rate = Annotated[
    tuple[int, int],
    BeforeValidator(parse_rate),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d+\s*/\s*(s|sec|min|h|hour|d|day)$",
            "description": "How many in how long: 100/min.",
            "examples": ["100/min"],
        }
    ),
]
