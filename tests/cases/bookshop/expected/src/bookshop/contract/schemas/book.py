# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: book."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import Schema


class BookCreate(Schema):
    """What is given to add a book."""

    title: Annotated[str, Field(max_length=300)]
    price: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
    author_id: UUID
    tags: list[str]
    genres: list[Annotated[str, Field(max_length=20)]] = []


class BookRead(Schema):
    """A book."""

    id: Annotated[UUID, Field(description="The key.")]
    title: str
    price: Decimal
    author_id: UUID
    tags: list[str]
    created_at: Annotated[UtcDatetime, Field(description="When the row was made.")]
    updated_at: Annotated[
        UtcDatetime,
        Field(description="When the row was last changed."),
    ]
