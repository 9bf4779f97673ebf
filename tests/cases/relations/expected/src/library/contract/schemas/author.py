# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: author."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.database import KeysetQuery
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class AuthorCreate(Schema):
    """What is given to add an author."""

    name: Annotated[str, Field(max_length=100)]
    books: Annotated[list[UUID], Field(description="What the author wrote.")] = []
    friends: list[UUID] = []


class AuthorUpdate(Patch):
    """What is given to change an author; what is absent stays as it is."""

    name: Annotated[str, Field(max_length=100)] | Unset = UNSET
    books: (
        Annotated[
            list[UUID],
            Field(description="What the author wrote."),
        ]
        | Unset
    ) = UNSET
    friends: list[UUID] | Unset = UNSET


class AuthorRead(Schema):
    """An author."""

    id: Annotated[UUID, Field(description="The key.")]
    name: str


class AuthorQuery(KeysetQuery):
    """Which authors to list, and in which order."""


class AuthorKey(Schema):
    """What tells one author from another."""

    id: Annotated[UUID, Field(description="The key.")]


class AuthorChange(AuthorUpdate):
    """Which author to change, and what of it."""

    id: Annotated[UUID, Field(description="The key.")]


class CountBooksInput(Schema):
    """What count_books takes."""

    author_id: UUID
