"""Publish every pending task again."""

import logging

from tasks.contract.enums import TaskStatus
from tasks.contract.messages.task_created import TaskCreated
from tasks.contract.models.task import Task
from tasks.repositories.task import TaskRepository

logger = logging.getLogger(__name__)


class RepublishPending:
    """Publish every pending task again."""

    def __init__(self, tasks: TaskRepository) -> None:
        self.tasks = tasks

    async def execute(self) -> None:
        pending = await self.tasks.find(Task.status == TaskStatus.PENDING)
        for task in pending:
            await TaskCreated(task_id=task.id, title=task.title).publish()
        logger.info("%d pending tasks published again", len(pending))
