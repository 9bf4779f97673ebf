# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: book."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import COMPUTED, UNSET, Patch, Schema, Unset


class BookCreate(Schema):
    """What is given to add a book."""

    title: Annotated[str, Field(max_length=200)]
    shelf_id: UUID | None = None
    genres: list[Annotated[str, Field(max_length=20)]] = []
    sequels: list[UUID] = []


class BookUpdate(Patch):
    """What is given to change a book; what is absent stays as it is."""

    title: Annotated[str, Field(max_length=200)] | Unset = UNSET
    shelf_id: UUID | Unset | None = UNSET
    genres: list[Annotated[str, Field(max_length=20)]] | Unset = UNSET
    sequels: list[UUID] | Unset = UNSET


class BookRead(Schema):
    """A book."""

    id: Annotated[UUID, Field(description="The key.")]
    title: str
    shelf_id: UUID | None
    title_length: Annotated[
        int,
        COMPUTED,
        Field(description="How many characters the title has."),
    ]
    label: Annotated[str | None, COMPUTED]
    created_at: Annotated[UtcDatetime, Field(description="When the row was made.")]
    updated_at: Annotated[
        UtcDatetime,
        Field(description="When the row was last changed."),
    ]
    version: Annotated[int, Field(description="How often the row was changed.")]


class BookQuery(KeysetQuery):
    """Which books to list, and in which order."""

    sort: Annotated[str, SortBy("title")] = ""


class BookChange(BookUpdate):
    """Which book to change, and what of it."""

    id: Annotated[UUID, Field(description="The key.")]
