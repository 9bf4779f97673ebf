# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What the socket chat receives."""

from typing import Annotated

from pydantic import Field
from svcgen_runtime.schema import Schema


class ChatReceived(Schema):
    """What a frame of chat carries."""

    content: Annotated[str, Field(max_length=2000)]
