# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of authors."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.fields import uuid7

if TYPE_CHECKING:
    from library.contract.models.book import Book


class AuthorBooksLink(SQLModel, table=True):
    """Which books a row of authors has."""

    __tablename__ = "authors_books"

    author_id: UUID = Field(
        foreign_key="authors.id",
        ondelete="CASCADE",
        primary_key=True,
    )
    book_id: UUID = Field(
        foreign_key="books.id",
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )


class AuthorFriendsLink(SQLModel, table=True):
    """Which friends a row of authors has."""

    __tablename__ = "authors_friends"

    author_id: UUID = Field(
        foreign_key="authors.id",
        ondelete="CASCADE",
        primary_key=True,
    )
    friends_id: UUID = Field(
        foreign_key="authors.id",
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )


class Author(SQLModel, table=True):
    """A row of authors."""

    __tablename__ = "authors"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=100, unique=True)

    books: list["Book"] = Relationship(
        back_populates="authors",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "authors_books",
            "primaryjoin": "Author.id == AuthorBooksLink.author_id",
            "secondaryjoin": "Book.id == AuthorBooksLink.book_id",
        },
    )
    friends: list["Author"] = Relationship(
        back_populates="befriended",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "authors_friends",
            "primaryjoin": "Author.id == AuthorFriendsLink.author_id",
            "secondaryjoin": "Author.id == AuthorFriendsLink.friends_id",
        },
    )
    befriended: list["Author"] = Relationship(
        back_populates="friends",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "authors_friends",
            "primaryjoin": "Author.id == AuthorFriendsLink.friends_id",
            "secondaryjoin": "Author.id == AuthorFriendsLink.author_id",
        },
    )
