# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: send hello."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.schema import Schema


class SendHelloInput(Schema):
    """What send_hello takes."""

    message: Annotated[str, Field(max_length=500)]
