# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of shelves."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.database.columns import UtcDateTime
from svcgen_runtime.fields import uuid7

if TYPE_CHECKING:
    from library.contract.models.book import Book


class ShelfNeighboursLink(SQLModel, table=True):
    """Which neighbours a row of shelves has."""

    __tablename__ = "shelves_neighbours"

    shelf_id: UUID = Field(
        foreign_key="shelves.id",
        ondelete="CASCADE",
        primary_key=True,
    )
    neighbours_id: UUID = Field(
        foreign_key="shelves.id",
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )


class Shelf(SQLModel, table=True):
    """A row of shelves."""

    __tablename__ = "shelves"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    room: str = Field(max_length=20)
    deleted_at: datetime | None = Field(
        default=None,
        sa_column=Column(UtcDateTime, nullable=True),
    )

    neighbours: list["Shelf"] = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "shelves_neighbours",
            "primaryjoin": "Shelf.id == ShelfNeighboursLink.shelf_id",
            "secondaryjoin": "Shelf.id == ShelfNeighboursLink.neighbours_id",
        },
    )
    books: list["Book"] = Relationship(
        back_populates="shelf",
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Book.shelf_id == Shelf.id",
            "foreign_keys": "Book.shelf_id",
        },
    )
