# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: author."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class AuthorCreate(Schema):
    """What is given to add an author."""

    name: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            description="The name on the cover.",
            examples=["Jane Austen"],
        ),
    ]
    born: Annotated[date, Field(description="The day of birth.")] | None = None


class AuthorUpdate(Patch):
    """What is given to change an author; what is absent stays as it is."""

    name: (
        Annotated[
            str,
            Field(
                min_length=1,
                max_length=200,
                description="The name on the cover.",
                examples=["Jane Austen"],
            ),
        ]
        | Unset
    ) = UNSET
    born: Annotated[date, Field(description="The day of birth.")] | Unset | None = UNSET


class AuthorRead(Schema):
    """A person who wrote at least one book."""

    id: Annotated[UUID, Field(description="The key.")]
    name: Annotated[
        str,
        Field(description="The name on the cover.", examples=["Jane Austen"]),
    ]
    born: Annotated[date, Field(description="The day of birth.")] | None
    created_at: Annotated[UtcDatetime, Field(description="When the row was made.")]
    updated_at: Annotated[
        UtcDatetime,
        Field(description="When the row was last changed."),
    ]


class AuthorQuery(KeysetQuery):
    """Which authors to list, and in which order."""

    sort: Annotated[str, SortBy("name", "born")] = ""
    name: str | Unset = UNSET
    name__contains: str | Unset = UNSET
    born__ge: date | Unset = UNSET
    born__lt: date | Unset = UNSET


class AuthorKey(Schema):
    """What tells one author from another."""

    id: Annotated[UUID, Field(description="The key.")]


class AuthorChange(AuthorUpdate):
    """Which author to change, and what of it."""

    id: Annotated[UUID, Field(description="The key.")]
