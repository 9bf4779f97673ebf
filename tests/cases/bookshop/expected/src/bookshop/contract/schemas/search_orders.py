# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: search orders."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.schema import Schema


class SearchOrdersInput(Schema):
    """What search_orders takes."""

    text: str
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: str = ""
