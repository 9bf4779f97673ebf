# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: everything."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.fields import (
    Base64,
    Bigint,
    Duration,
    Email,
    Slug,
    UnixTimestamp,
    Url,
    UtcDatetime,
)
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset

from keys.contract.enums import Level


class EverythingAnObject(Schema):
    """A part of another object."""

    x: int
    y: str = "hi"


class EverythingCreate(Schema):
    """What is given to add an everything."""

    a_string: Annotated[str, Field(max_length=10, pattern="^[a-z]+$", examples=["abc"])]
    a_text: str | None = None
    an_int: Annotated[int, Field(ge=1, le=10)]
    a_bigint: Bigint
    a_float: Annotated[float, Field(gt=0)]
    a_decimal: Annotated[Decimal, Field(max_digits=12, decimal_places=3)] = Decimal(
        "1.5",
    )
    a_bool: bool = True
    a_uuid: UUID
    a_date: date
    a_time: time
    a_datetime: UtcDatetime
    a_stamp: UnixTimestamp
    a_duration: Duration = timedelta(seconds=90.0)
    a_json: JsonValue
    a_bytes: Base64
    an_email: Email
    an_url: Url
    a_slug: Slug
    a_level: Level = Level.HIGH
    a_list: list[Annotated[str, Field(max_length=5)]]
    a_map: dict[str, int]
    an_object: EverythingAnObject


class EverythingUpdate(Patch):
    """What is given to change an everything; what is absent stays as it is."""

    a_string: (
        Annotated[
            str,
            Field(max_length=10, pattern="^[a-z]+$", examples=["abc"]),
        ]
        | Unset
    ) = UNSET
    a_text: str | Unset | None = UNSET
    an_int: Annotated[int, Field(ge=1, le=10)] | Unset = UNSET
    a_bigint: Bigint | Unset = UNSET
    a_float: Annotated[float, Field(gt=0)] | Unset = UNSET
    a_decimal: Annotated[Decimal, Field(max_digits=12, decimal_places=3)] | Unset = (
        UNSET
    )
    a_bool: bool | Unset = UNSET
    a_uuid: UUID | Unset = UNSET
    a_date: date | Unset = UNSET
    a_time: time | Unset = UNSET
    a_datetime: UtcDatetime | Unset = UNSET
    a_stamp: UnixTimestamp | Unset = UNSET
    a_duration: Duration | Unset = UNSET
    a_json: JsonValue | Unset = UNSET
    a_bytes: Base64 | Unset = UNSET
    an_email: Email | Unset = UNSET
    an_url: Url | Unset = UNSET
    a_slug: Slug | Unset = UNSET
    a_level: Level | Unset = UNSET
    a_list: list[Annotated[str, Field(max_length=5)]] | Unset = UNSET
    a_map: dict[str, int] | Unset = UNSET
    an_object: EverythingAnObject | Unset = UNSET


class EverythingRead(Schema):
    """An everything."""

    id: Annotated[Bigint, Field(description="The key.")]
    a_string: Annotated[str, Field(examples=["abc"])]
    a_text: str | None
    an_int: int
    a_bigint: Bigint
    a_float: float
    a_decimal: Decimal
    a_bool: bool
    a_uuid: UUID
    a_date: date
    a_time: time
    a_datetime: UtcDatetime
    a_stamp: UnixTimestamp
    a_duration: Duration
    a_json: JsonValue
    a_bytes: Base64
    an_email: Email
    an_url: Url
    a_slug: Slug
    a_level: Level
    a_list: list[Annotated[str, Field(max_length=5)]]
    a_map: dict[str, int]
    an_object: EverythingAnObject
    created_at: Annotated[UtcDatetime, Field(description="When the row was made.")]
    updated_at: Annotated[
        UtcDatetime,
        Field(description="When the row was last changed."),
    ]


class EverythingQuery(KeysetQuery):
    """Which everythings to list, and in which order."""

    sort: Annotated[str, SortBy("a_date", "a_decimal", "a_text")] = ""
    a_string: str | Unset = UNSET
    a_level__in: list[Level] | Unset = UNSET
    a_decimal__ge: Decimal | Unset = UNSET
    a_datetime__lt: UtcDatetime | Unset = UNSET
    a_text__null: bool | Unset = UNSET
    a_bool: bool | Unset = UNSET


class EverythingKey(Schema):
    """What tells one everything from another."""

    id: Annotated[Bigint, Field(description="The key.")]


class EverythingChange(EverythingUpdate):
    """Which everything to change, and what of it."""

    id: Annotated[Bigint, Field(description="The key.")]


class EverythingReplacement(EverythingCreate):
    """Which everything to replace, and by what."""

    id: Annotated[Bigint, Field(description="The key.")]
