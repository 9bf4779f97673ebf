# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of books."""

from datetime import datetime
from typing import TYPE_CHECKING, Optional
from uuid import UUID

from sqlalchemy import Column, Integer
from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.database.columns import UtcDateTime
from svcgen_runtime.fields import utc_now, uuid7

from library.computed import book as computed

if TYPE_CHECKING:
    from library.contract.models.author import Author
    from library.contract.models.genre import Genre
    from library.contract.models.reader import Reader
    from library.contract.models.shelf import Shelf

BOOK_VERSION = Column("version", Integer, nullable=False)


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


class BookSequelsLink(SQLModel, table=True):
    """Which sequels a row of books has."""

    __tablename__ = "books_sequels"

    book_id: UUID = Field(foreign_key="books.id", ondelete="CASCADE", primary_key=True)
    sequels_id: UUID = Field(
        foreign_key="books.id",
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )


class Book(SQLModel, table=True):
    """A row of books."""

    __tablename__ = "books"
    __mapper_args__ = {"version_id_col": BOOK_VERSION}

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    title: str = Field(max_length=200)
    shelf_id: UUID | None = Field(
        default=None,
        foreign_key="shelves.id",
        ondelete="SET NULL",
        index=True,
    )
    created_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    version: int = Field(default=1, sa_column=BOOK_VERSION)

    genres: list["Genre"] = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "books_genres",
            "primaryjoin": "Book.id == BookGenresLink.book_id",
            "secondaryjoin": "Genre.code == BookGenresLink.genre_code",
        },
    )
    sequels: list["Book"] = Relationship(
        back_populates="prequels",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "books_sequels",
            "primaryjoin": "Book.id == BookSequelsLink.book_id",
            "secondaryjoin": "Book.id == BookSequelsLink.sequels_id",
        },
    )
    shelf: Optional["Shelf"] = Relationship(
        back_populates="books",
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Book.shelf_id == Shelf.id",
            "foreign_keys": "Book.shelf_id",
        },
    )
    borrowers: list["Reader"] = Relationship(
        back_populates="borrowed",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "loans",
            "primaryjoin": "Book.id == Loan.book_id",
            "secondaryjoin": "Reader.id == Loan.reader_id",
            "viewonly": True,
        },
    )
    authors: list["Author"] = Relationship(
        back_populates="books",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "authors_books",
            "primaryjoin": "Book.id == AuthorBooksLink.book_id",
            "secondaryjoin": "Author.id == AuthorBooksLink.author_id",
        },
    )
    prequels: list["Book"] = Relationship(
        back_populates="sequels",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "books_sequels",
            "primaryjoin": "Book.id == BookSequelsLink.sequels_id",
            "secondaryjoin": "Book.id == BookSequelsLink.book_id",
        },
    )

    @property
    def title_length(self) -> int:
        """How many characters the title has."""
        return computed.title_length(self)

    @property
    def label(self) -> str | None:
        """Work out the label."""
        return computed.label(self)
