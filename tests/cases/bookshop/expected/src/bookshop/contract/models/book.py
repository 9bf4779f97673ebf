# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of books."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.database.columns import DecimalColumn, JsonColumn, UtcDateTime
from svcgen_runtime.fields import utc_now, uuid7

if TYPE_CHECKING:
    from bookshop.contract.models.author import Author
    from bookshop.contract.models.genre import Genre


class BookGenresLink(SQLModel, table=True):
    """Which genres a row of books has."""

    __tablename__ = "books_genres"

    book_id: UUID = Field(foreign_key="books.id", ondelete="CASCADE", primary_key=True)
    genre_code: str = Field(
        foreign_key="genres.code",
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )


class Book(SQLModel, table=True):
    """A row of books."""

    __tablename__ = "books"
    __table_args__ = (Index("ix_books_author_id_title", "author_id", "title"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    title: str = Field(max_length=300, index=True)
    price: Decimal = Field(sa_column=Column(DecimalColumn(10, 2), nullable=False))
    author_id: UUID = Field(foreign_key="authors.id", index=True)
    tags: list[str] = Field(sa_column=Column(JsonColumn(list[str]), nullable=False))
    created_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )

    author: "Author" = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Book.author_id == Author.id",
            "foreign_keys": "Book.author_id",
        },
    )
    genres: list["Genre"] = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "books_genres",
            "primaryjoin": "Book.id == BookGenresLink.book_id",
            "secondaryjoin": "Genre.code == BookGenresLink.genre_code",
        },
    )
