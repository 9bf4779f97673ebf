# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of loans."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.fields import uuid7

if TYPE_CHECKING:
    from library.contract.models.book import Book
    from library.contract.models.reader import Reader


class Loan(SQLModel, table=True):
    """A row of loans."""

    __tablename__ = "loans"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    book_id: UUID = Field(foreign_key="books.id", index=True)
    reader_id: int = Field(foreign_key="readers.id", index=True)
    due: date

    book: "Book" = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Loan.book_id == Book.id",
            "foreign_keys": "Loan.book_id",
        },
    )
    reader: "Reader" = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Loan.reader_id == Reader.id",
            "foreign_keys": "Loan.reader_id",
        },
    )
