# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: author."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class AuthorCreate(Schema):
    """What is given to add an author."""

    name: Annotated[str, Field(max_length=200)]
    born: date | None = None


class AuthorUpdate(Patch):
    """What is given to change an author; what is absent stays as it is."""

    name: Annotated[str, Field(max_length=200)] | Unset = UNSET
    born: date | Unset | None = UNSET


class AuthorRead(Schema):
    """A person who wrote at least one book."""

    id: Annotated[UUID, Field(description="The key.")]
    name: str
    born: date | None


class AuthorQuery(KeysetQuery):
    """Which authors to list, and in which order."""

    sort: Annotated[str, SortBy("name")] = ""
    name: str | Unset = UNSET
    name__contains: str | Unset = UNSET
