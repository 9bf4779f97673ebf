# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: appointment."""

from datetime import date as Date
from datetime import time as Time
from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class AppointmentCreate(Schema):
    """What is given to add an appointment."""

    date: Date
    time: Time | None = None
    datetime: UtcDatetime | None = None
    until: Date | None = None


class AppointmentUpdate(Patch):
    """What is given to change an appointment; what is absent stays as it is."""

    date: Date | Unset = UNSET
    time: Time | Unset | None = UNSET
    datetime: UtcDatetime | Unset | None = UNSET
    until: Date | Unset | None = UNSET


class AppointmentRead(Schema):
    """An appointment."""

    id: Annotated[UUID, Field(description="The key.")]
    date: Date
    time: Time | None
    datetime: UtcDatetime | None
    until: Date | None
    created_at: Annotated[UtcDatetime, Field(description="When the row was made.")]
    updated_at: Annotated[
        UtcDatetime,
        Field(description="When the row was last changed."),
    ]


class AppointmentQuery(KeysetQuery):
    """Which appointments to list, and in which order."""

    sort: Annotated[str, SortBy("date")] = ""
    date: Date | Unset = UNSET
    date__ge: Date | Unset = UNSET
