"""How tests make rows: two numbers give two different ones."""

from tasks.contract.models.task import Task
from tasks.contract.schemas.task import TaskCreate
from tasks.repositories.task import TaskRepository


def task_data(number: int = 1) -> TaskCreate:
    """What is given to add a task."""
    return TaskCreate(title=f"title {number}")


async def make_task(number: int = 1) -> Task:
    """Keep a task, with what it refers to."""
    return await TaskRepository().create(task_data(number))
