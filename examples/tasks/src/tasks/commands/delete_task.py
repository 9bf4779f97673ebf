"""Delete a task."""

from uuid import UUID

from tasks.repositories.task import TaskRepository


class DeleteTask:
    """Delete a task."""

    def __init__(self, tasks: TaskRepository) -> None:
        self.tasks = tasks

    async def execute(self, id: UUID) -> None:
        await self.tasks.delete(id)
