# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""A task was created."""

from uuid import UUID

from svcgen_runtime.messages import Message


class TaskCreated(Message, topic="task", kind="event", name="TaskCreated"):
    """A task was created."""

    task_id: UUID
    title: str
