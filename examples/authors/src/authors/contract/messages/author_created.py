# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""An author was added."""

from uuid import UUID

from svcgen_runtime.messages import Message


class AuthorCreated(
    Message,
    topic="author.created",
    kind="event",
    name="AuthorCreated",
):
    """An author was added."""

    author_id: UUID
    name: str
