# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: flight."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import UNSET, Schema, Unset


class FlightCreate(Schema):
    """What is given to add a flight."""

    year: int
    month: int
    day: int
    dep_time: (
        Annotated[
            int,
            Field(description="As on a clock: 517 is 5:17."),
        ]
        | None
    ) = None
    sched_dep_time: int
    dep_delay: (
        Annotated[
            int,
            Field(description="Minutes; negative is early."),
        ]
        | None
    ) = None
    arr_time: int | None = None
    sched_arr_time: int
    arr_delay: int | None = None
    carrier: Annotated[str, Field(max_length=2)]
    flight: Annotated[int, Field(description="The flight's number.")]
    tailnum: Annotated[str, Field(max_length=6)] | None = None
    origin: Annotated[str, Field(max_length=3)]
    dest: Annotated[str, Field(max_length=3)]
    air_time: int | None = None
    distance: int
    hour: int
    minute: int
    time_hour: UtcDatetime


class FlightRead(Schema):
    """A flight that left New York City in 2013."""

    id: Annotated[int, Field(description="The key.")]
    year: int
    month: int
    day: int
    dep_time: Annotated[int, Field(description="As on a clock: 517 is 5:17.")] | None
    sched_dep_time: int
    dep_delay: Annotated[int, Field(description="Minutes; negative is early.")] | None
    arr_time: int | None
    sched_arr_time: int
    arr_delay: int | None
    carrier: str
    flight: Annotated[int, Field(description="The flight's number.")]
    tailnum: str | None
    origin: str
    dest: str
    air_time: int | None
    distance: int
    hour: int
    minute: int
    time_hour: UtcDatetime


class FlightQuery(KeysetQuery):
    """Which flights to list, and in which order."""

    sort: Annotated[str, SortBy("time_hour", "dep_delay", "distance")] = ""
    carrier: str | Unset = UNSET
    tailnum: str | Unset = UNSET
    tailnum__null: bool | Unset = UNSET
    origin: str | Unset = UNSET
    dest: str | Unset = UNSET
    dep_delay__ge: int | Unset = UNSET
    dep_time__null: bool | Unset = UNSET
    time_hour__ge: UtcDatetime | Unset = UNSET
    time_hour__lt: UtcDatetime | Unset = UNSET


class FlightKey(Schema):
    """What tells one flight from another."""

    id: Annotated[int, Field(description="The key.")]
