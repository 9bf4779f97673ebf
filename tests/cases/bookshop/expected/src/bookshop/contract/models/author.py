# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of authors."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel
from svcgen_runtime.fields import uuid7


class Author(SQLModel, table=True):
    """A person who wrote at least one book."""

    __tablename__ = "authors"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=200, unique=True)
    born: date | None = Field(default=None)
