# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of task get what they ask for."""

from tasks.commands.create_task import CreateTask
from tasks.commands.delete_task import DeleteTask
from tasks.commands.get_task import GetTask
from tasks.commands.list_tasks import ListTasks
from tasks.commands.update_task import UpdateTask
from tasks.repositories.task import TaskRepository


def create_task() -> CreateTask:
    """Make the command create_task."""
    return CreateTask(TaskRepository())


def list_tasks() -> ListTasks:
    """Make the command list_tasks."""
    return ListTasks(TaskRepository())


def get_task() -> GetTask:
    """Make the command get_task."""
    return GetTask(TaskRepository())


def update_task() -> UpdateTask:
    """Make the command update_task."""
    return UpdateTask(TaskRepository())


def delete_task() -> DeleteTask:
    """Make the command delete_task."""
    return DeleteTask(TaskRepository())
