"""Add a task."""

from tasks.contract.messages.task_created import TaskCreated
from tasks.contract.pushes.task_added import TaskAdded
from tasks.contract.schemas.task import TaskCreate, TaskRead
from tasks.repositories.task import TaskRepository


class CreateTask:
    """Add a task."""

    def __init__(self, tasks: TaskRepository) -> None:
        self.tasks = tasks

    async def execute(self, data: TaskCreate) -> TaskRead:
        task = await self.tasks.create(data)
        await TaskCreated(task_id=task.id, title=task.title).publish()
        await TaskAdded(task_id=task.id, title=task.title).broadcast()
        return TaskRead.model_validate(task)
