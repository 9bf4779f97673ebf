# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: plane."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.database import OffsetQuery, SortBy
from svcgen_runtime.schema import UNSET, Schema, Unset


class PlaneCreate(Schema):
    """What is given to add a plane."""

    tailnum: Annotated[str, Field(max_length=6)]
    year: int | None = None
    type: Annotated[str, Field(max_length=40)]
    manufacturer: Annotated[str, Field(max_length=40)]
    model: Annotated[str, Field(max_length=40)]
    engines: int
    seats: int
    speed: int | None = None
    engine: Annotated[str, Field(max_length=20)]


class PlaneRead(Schema):
    """A plane of the register."""

    tailnum: str
    year: int | None
    type: str
    manufacturer: str
    model: str
    engines: int
    seats: int
    speed: int | None
    engine: str


class PlaneQuery(OffsetQuery):
    """Which planes to list, and in which order."""

    sort: Annotated[str, SortBy("year", "seats")] = ""
    manufacturer: str | Unset = UNSET
    year: int | Unset = UNSET
    year__ge: int | Unset = UNSET
    year__null: bool | Unset = UNSET
    seats__ge: int | Unset = UNSET
