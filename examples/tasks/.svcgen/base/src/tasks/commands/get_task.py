"""Look up a task by its key."""

from uuid import UUID

from tasks.contract.schemas.task import TaskRead
from tasks.repositories.task import TaskRepository


class GetTask:
    """Look up a task by its key."""

    def __init__(self, tasks: TaskRepository) -> None:
        self.tasks = tasks

    async def execute(self, id: UUID) -> TaskRead:
        task = await self.tasks.require(id)
        return TaskRead.model_validate(task)
