# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of books."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.database.columns import (
    DecimalColumn,
    EnumColumn,
    JsonColumn,
    UtcDateTime,
)
from svcgen_runtime.fields import utc_now, uuid7

from authors.contract.enums import Genre

if TYPE_CHECKING:
    from authors.contract.models.author import Author

BOOK_VERSION = Column("version", Integer, nullable=False)


class Book(SQLModel, table=True):
    """A book in the catalogue."""

    __tablename__ = "books"
    __table_args__ = (Index("ix_books_author_id_title", "author_id", "title"),)
    __mapper_args__ = {"version_id_col": BOOK_VERSION}

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    title: str = Field(max_length=300, index=True)
    author_id: UUID = Field(foreign_key="authors.id", ondelete="CASCADE", index=True)
    genre: Genre = Field(
        default=Genre.NOVEL,
        sa_column=Column(EnumColumn(Genre), nullable=False),
    )
    price: Decimal = Field(sa_column=Column(DecimalColumn(10, 2), nullable=False))
    tags: list[str] = Field(sa_column=Column(JsonColumn(list[str]), nullable=False))
    created_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    version: int = Field(default=1, sa_column=BOOK_VERSION)

    author: "Author" = Relationship(
        back_populates="books",
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Book.author_id == Author.id",
            "foreign_keys": "Book.author_id",
        },
    )
