# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: airport."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.schema import UNSET, Schema, Unset


class AirportCreate(Schema):
    """What is given to add an airport."""

    faa: Annotated[
        str,
        Field(
            max_length=3,
            description="The code of the Federal Aviation Administration.",
        ),
    ]
    name: Annotated[str, Field(max_length=100)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    alt: Annotated[int, Field(description="Feet above the sea.")]
    tz: Annotated[int, Field(description="Hours from UTC.")]
    dst: Annotated[str, Field(max_length=1)]
    tzone: Annotated[str, Field(max_length=40)] | None = None


class AirportRead(Schema):
    """An airport in the United States."""

    faa: Annotated[
        str,
        Field(description="The code of the Federal Aviation Administration."),
    ]
    name: str
    lat: float
    lon: float
    alt: Annotated[int, Field(description="Feet above the sea.")]
    tz: Annotated[int, Field(description="Hours from UTC.")]
    dst: str
    tzone: str | None


class AirportQuery(KeysetQuery):
    """Which airports to list, and in which order."""

    sort: Annotated[str, SortBy("name", "alt")] = ""
    name__contains: str | Unset = UNSET
    alt__ge: int | Unset = UNSET
    alt__le: int | Unset = UNSET
    tzone: str | Unset = UNSET
    tzone__null: bool | Unset = UNSET


class AirportKey(Schema):
    """What tells one airport from another."""

    faa: Annotated[
        str,
        Field(description="The code of the Federal Aviation Administration."),
    ]
