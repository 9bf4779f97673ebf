# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: note."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.database import KeysetQuery
from svcgen_runtime.schema import Schema


class NoteCreate(Schema):
    """What is given to add a note."""

    text: str
    author: str


class NoteRead(Schema):
    """A note."""

    id: Annotated[UUID, Field(description="The key.")]
    text: str
    author: str


class NoteQuery(KeysetQuery):
    """Which notes to list, and in which order."""
