# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: reader."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.schema import Schema


class ReaderCreate(Schema):
    """What is given to add a reader."""

    name: str


class ReaderRead(Schema):
    """A reader."""

    id: Annotated[int, Field(description="The key.")]
    name: str
