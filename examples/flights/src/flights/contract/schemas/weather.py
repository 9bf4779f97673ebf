# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: weather."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import UNSET, Schema, Unset


class WeatherCreate(Schema):
    """What is given to add a weather."""

    origin: Annotated[str, Field(max_length=3)]
    time_hour: UtcDatetime
    year: int
    month: int
    day: int
    hour: int
    temp: float | None = None
    dewp: float | None = None
    humid: float | None = None
    wind_dir: int | None = None
    wind_speed: float | None = None
    wind_gust: float | None = None
    precip: float | None = None
    pressure: float | None = None
    visib: float | None = None


class WeatherRead(Schema):
    """The weather at an airport in one hour."""

    origin: str
    time_hour: UtcDatetime
    year: int
    month: int
    day: int
    hour: int
    temp: float | None
    dewp: float | None
    humid: float | None
    wind_dir: int | None
    wind_speed: float | None
    wind_gust: float | None
    precip: float | None
    pressure: float | None
    visib: float | None


class WeatherQuery(KeysetQuery):
    """Which weather hours to list, and in which order."""

    sort: Annotated[str, SortBy("time_hour")] = ""
    origin: str | Unset = UNSET
    time_hour__ge: UtcDatetime | Unset = UNSET
    time_hour__lt: UtcDatetime | Unset = UNSET
    temp__null: bool | Unset = UNSET
