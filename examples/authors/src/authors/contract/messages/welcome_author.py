# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Write a first letter to an author."""

from uuid import UUID

from svcgen_runtime.messages import Message


class WelcomeAuthor(Message, topic="author.welcome", kind="task", name="WelcomeAuthor"):
    """Write a first letter to an author."""

    author_id: UUID
