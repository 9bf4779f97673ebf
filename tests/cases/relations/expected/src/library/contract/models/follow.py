# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of follows."""

from datetime import date
from typing import TYPE_CHECKING, Optional

from sqlmodel import Field, Relationship, SQLModel

if TYPE_CHECKING:
    from library.contract.models.reader import Reader


class Follow(SQLModel, table=True):
    """A row of follows."""

    __tablename__ = "follows"

    reader_id: int = Field(primary_key=True, foreign_key="readers.id", index=True)
    followed_id: int = Field(primary_key=True)
    since: date | None = Field(default=None)

    reader: "Reader" = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Follow.reader_id == Reader.id",
            "foreign_keys": "Follow.reader_id",
        },
    )
    followed: Optional["Reader"] = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Follow.followed_id == Reader.id",
            "foreign_keys": "Follow.followed_id",
        },
    )
