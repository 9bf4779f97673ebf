# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of authors."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.database.columns import UtcDateTime
from svcgen_runtime.fields import utc_now, uuid7

if TYPE_CHECKING:
    from authors.contract.models.book import Book


class Author(SQLModel, table=True):
    """A person who wrote at least one book."""

    __tablename__ = "authors"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=200, unique=True)
    born: date | None = Field(default=None)
    created_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )

    books: list["Book"] = Relationship(
        back_populates="author",
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Book.author_id == Author.id",
            "foreign_keys": "Book.author_id",
        },
    )
