# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: loan."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.schema import Schema


class LoanCreate(Schema):
    """What is given to add a loan."""

    book_id: UUID
    reader_id: int
    due: date


class LoanRead(Schema):
    """A loan."""

    id: Annotated[UUID, Field(description="The key.")]
    book_id: UUID
    reader_id: int
    due: date
