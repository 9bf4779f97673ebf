# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of everythings."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import BigInteger, Column, Integer
from sqlmodel import Field, SQLModel
from svcgen_runtime.database.columns import (
    DecimalColumn,
    DurationColumn,
    EnumColumn,
    JsonColumn,
    UnixTimestamp,
    UtcDateTime,
)
from svcgen_runtime.fields import utc_now

from keys.contract.enums import Level
from keys.contract.schemas.everything import EverythingAnObject


class Everything(SQLModel, table=True):
    """A row of everythings."""

    __tablename__ = "everythings"

    id: int | None = Field(
        default=None,
        sa_column=Column(
            BigInteger().with_variant(Integer(), "sqlite"),
            primary_key=True,
        ),
    )
    a_string: str = Field(max_length=10)
    a_text: str | None = Field(default=None)
    an_int: int
    a_bigint: int = Field(sa_column=Column(BigInteger, nullable=False))
    a_float: float
    a_decimal: Decimal = Field(
        default=Decimal("1.5"),
        sa_column=Column(DecimalColumn(12, 3), nullable=False),
    )
    a_bool: bool = Field(default=True)
    a_uuid: UUID
    a_date: date
    a_time: time
    a_datetime: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    a_stamp: datetime = Field(sa_column=Column(UnixTimestamp, nullable=False))
    a_duration: timedelta = Field(
        default=timedelta(seconds=90.0),
        sa_column=Column(DurationColumn, nullable=False),
    )
    a_json: JsonValue = Field(sa_column=Column(JsonColumn(JsonValue), nullable=False))
    a_bytes: bytes
    an_email: str
    an_url: str
    a_slug: str
    a_level: Level = Field(
        default=Level.HIGH,
        sa_column=Column(EnumColumn(Level), nullable=False),
    )
    a_list: list[str] = Field(sa_column=Column(JsonColumn(list[str]), nullable=False))
    a_map: dict[str, int] = Field(
        sa_column=Column(JsonColumn(dict[str, int]), nullable=False),
    )
    an_object: EverythingAnObject = Field(
        sa_column=Column(JsonColumn(EverythingAnObject), nullable=False),
    )
    created_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    deleted_at: datetime | None = Field(
        default=None,
        sa_column=Column(UtcDateTime, nullable=True),
    )
