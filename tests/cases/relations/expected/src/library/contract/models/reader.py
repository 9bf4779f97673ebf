# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of readers."""

from typing import TYPE_CHECKING

from sqlmodel import Field, Relationship, SQLModel

if TYPE_CHECKING:
    from library.contract.models.book import Book


class Reader(SQLModel, table=True):
    """A row of readers."""

    __tablename__ = "readers"

    id: int | None = Field(default=None, primary_key=True)
    name: str

    follows: list["Reader"] = Relationship(
        back_populates="followers",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "follows",
            "primaryjoin": "Reader.id == Follow.reader_id",
            "secondaryjoin": "Reader.id == Follow.followed_id",
            "foreign_keys": "[Follow.reader_id, Follow.followed_id]",
            "viewonly": True,
        },
    )
    borrowed: list["Book"] = Relationship(
        back_populates="borrowers",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "loans",
            "primaryjoin": "Reader.id == Loan.reader_id",
            "secondaryjoin": "Book.id == Loan.book_id",
            "viewonly": True,
        },
    )
    followers: list["Reader"] = Relationship(
        back_populates="follows",
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "follows",
            "primaryjoin": "Reader.id == Follow.followed_id",
            "secondaryjoin": "Reader.id == Follow.reader_id",
            "foreign_keys": "[Follow.followed_id, Follow.reader_id]",
            "viewonly": True,
        },
    )
