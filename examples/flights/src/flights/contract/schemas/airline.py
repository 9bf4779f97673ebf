# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: airline."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.schema import UNSET, Schema, Unset


class AirlineCreate(Schema):
    """What is given to add an airline."""

    carrier: Annotated[str, Field(max_length=2, description="Two letters.")]
    name: Annotated[str, Field(max_length=100)]


class AirlineRead(Schema):
    """A carrier."""

    carrier: Annotated[str, Field(description="Two letters.")]
    name: str


class AirlineQuery(KeysetQuery):
    """Which airlines to list, and in which order."""

    sort: Annotated[str, SortBy("name")] = ""
    name__contains: str | Unset = UNSET
