"""Publish every pending task again."""

from svcgen_runtime.errors import CommandNotWritten

from tasks.repositories.task import TaskRepository


class RepublishPending:
    """Publish every pending task again."""

    def __init__(self, tasks: TaskRepository) -> None:
        self.tasks = tasks

    async def execute(self) -> None:
        raise CommandNotWritten("republish_pending")
