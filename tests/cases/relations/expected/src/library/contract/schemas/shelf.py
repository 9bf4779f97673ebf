# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: shelf."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class ShelfCreate(Schema):
    """What is given to add a shelf."""

    room: Annotated[str, Field(max_length=20)]
    neighbours: list[UUID] = []


class ShelfUpdate(Patch):
    """What is given to change a shelf; what is absent stays as it is."""

    room: Annotated[str, Field(max_length=20)] | Unset = UNSET
    neighbours: list[UUID] | Unset = UNSET


class ShelfRead(Schema):
    """A shelf."""

    id: Annotated[UUID, Field(description="The key.")]
    room: str
