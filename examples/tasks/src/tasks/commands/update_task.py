"""Change some fields of a task."""

from uuid import UUID

from tasks.contract.schemas.task import TaskRead, TaskUpdate
from tasks.repositories.task import TaskRepository


class UpdateTask:
    """Change some fields of a task."""

    def __init__(self, tasks: TaskRepository) -> None:
        self.tasks = tasks

    async def execute(self, id: UUID, changes: TaskUpdate) -> TaskRead:
        task = await self.tasks.update(id, changes)
        return TaskRead.model_validate(task)
