# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: say."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.schema import Schema


class SayInput(Schema):
    """What say takes."""

    room_id: str
    number: int
    content: Annotated[str, Field(max_length=20)]
