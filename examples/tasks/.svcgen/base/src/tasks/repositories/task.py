"""Data access: tasks."""

from uuid import UUID

from svcgen_runtime.database import Repository

from tasks.contract.models.task import Task


class TaskRepository(Repository[Task, UUID]):
    """Where tasks are kept."""

    model = Task
