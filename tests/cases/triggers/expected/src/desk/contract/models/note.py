# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of notes."""

from uuid import UUID

from sqlmodel import Field, SQLModel
from svcgen_runtime.fields import uuid7


class Note(SQLModel, table=True):
    """A row of notes."""

    __tablename__ = "notes"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    text: str
    author: str
