# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The message UserCreated."""

from uuid import UUID

from svcgen_runtime.messages import Message


class UserCreated(Message, topic="user.created", kind="event", name="UserCreated"):
    """What UserCreated carries."""

    user_id: UUID
