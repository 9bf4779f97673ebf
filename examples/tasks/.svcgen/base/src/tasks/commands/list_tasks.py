"""List tasks."""

from svcgen_runtime.database import KeysetPage

from tasks.contract.schemas.task import TaskQuery, TaskRead
from tasks.repositories.task import TaskRepository


class ListTasks:
    """List tasks."""

    def __init__(self, tasks: TaskRepository) -> None:
        self.tasks = tasks

    async def execute(self, query: TaskQuery) -> KeysetPage[TaskRead]:
        page = await self.tasks.page(query)
        return page.map(TaskRead.model_validate)
