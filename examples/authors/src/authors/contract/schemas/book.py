# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: book."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.database import OffsetQuery, SortBy
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset

from authors.contract.enums import Genre


class BookCreate(Schema):
    """What is given to add a book."""

    title: Annotated[str, Field(max_length=300)]
    author_id: UUID
    genre: Genre = Genre.NOVEL
    price: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
    tags: list[str]


class BookUpdate(Patch):
    """What is given to change a book; what is absent stays as it is."""

    title: Annotated[str, Field(max_length=300)] | Unset = UNSET
    author_id: UUID | Unset = UNSET
    genre: Genre | Unset = UNSET
    price: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)] | Unset = (
        UNSET
    )
    tags: list[str] | Unset = UNSET


class BookRead(Schema):
    """A book in the catalogue."""

    id: Annotated[UUID, Field(description="The key.")]
    title: str
    author_id: UUID
    genre: Genre
    price: Decimal
    tags: list[str]
    created_at: Annotated[UtcDatetime, Field(description="When the row was made.")]
    updated_at: Annotated[
        UtcDatetime,
        Field(description="When the row was last changed."),
    ]
    version: Annotated[int, Field(description="How often the row was changed.")]


class BookQuery(OffsetQuery):
    """Which books to list, and in which order."""

    sort: Annotated[str, SortBy("title", "price")] = ""
    author_id: UUID | Unset = UNSET
    genre: Genre | Unset = UNSET
    genre__in: list[Genre] | Unset = UNSET
    title__contains: str | Unset = UNSET
    price__ge: Decimal | Unset = UNSET
    price__lt: Decimal | Unset = UNSET
