# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: pair."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.database import KeysetQuery
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class PairCreate(Schema):
    """What is given to add a pair."""

    left: Annotated[str, Field(max_length=5)]
    right: int
    note: str
    secret: str
    pin: str


class PairUpdate(Patch):
    """What is given to change a pair; what is absent stays as it is."""

    secret: str | Unset = UNSET
    pin: str | Unset = UNSET


class PairRead(Schema):
    """A pair."""

    left: str
    right: int
    note: str


class PairQuery(KeysetQuery):
    """Which pairs to list, and in which order."""
