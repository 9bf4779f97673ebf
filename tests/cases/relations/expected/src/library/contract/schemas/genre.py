# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: genre."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class GenreCreate(Schema):
    """What is given to add a genre."""

    code: Annotated[str, Field(max_length=20)]
    parent_code: Annotated[str, Field(max_length=20)] | None = None
    related: list[Annotated[str, Field(max_length=20)]] = []


class GenreUpdate(Patch):
    """What is given to change a genre; what is absent stays as it is."""

    parent_code: Annotated[str, Field(max_length=20)] | Unset | None = UNSET
    related: list[Annotated[str, Field(max_length=20)]] | Unset = UNSET


class GenreRead(Schema):
    """A genre."""

    code: str
    parent_code: str | None
