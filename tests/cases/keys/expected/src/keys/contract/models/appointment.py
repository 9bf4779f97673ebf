# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of appointments."""

from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel
from svcgen_runtime.database.columns import UtcDateTime
from svcgen_runtime.fields import utc_now, uuid7


class Appointment(SQLModel, table=True):
    """A row of appointments."""

    __tablename__ = "appointments"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    date: Date
    time: Time | None = Field(default=None)
    datetime: DateTime | None = Field(
        default=None,
        sa_column=Column(UtcDateTime, nullable=True),
    )
    until: Date | None = Field(default=None)
    created_at: DateTime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    updated_at: DateTime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
