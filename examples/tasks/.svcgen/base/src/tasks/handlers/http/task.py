"""HTTP routes of task."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from svcgen_runtime.access import PUBLIC, AllOf
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.http import Router

from tasks.contract.roles import Role
from tasks.contract.schemas.task import TaskCreate, TaskQuery, TaskRead, TaskUpdate
from tasks.wiring import task as wiring

router = Router(tags=["tasks"])


@router.post("/tasks", access=AllOf(Role.MEMBER), status=201)
async def create_task(data: TaskCreate) -> TaskRead:
    """Add a task."""
    return await wiring.create_task().execute(data)


@router.get("/tasks", access=PUBLIC)
async def list_tasks(query: Annotated[TaskQuery, Query()]) -> KeysetPage[TaskRead]:
    """List tasks."""
    return await wiring.list_tasks().execute(query)


@router.get("/tasks/{id}", access=PUBLIC)
async def get_task(id: UUID) -> TaskRead:
    """Look up a task by its key."""
    return await wiring.get_task().execute(id)


@router.patch("/tasks/{id}", access=AllOf(Role.MEMBER))
async def update_task(id: UUID, changes: TaskUpdate) -> TaskRead:
    """Change some fields of a task."""
    return await wiring.update_task().execute(id, changes)


@router.delete("/tasks/{id}", access=AllOf(Role.MEMBER), status=204)
async def delete_task(id: UUID) -> None:
    """Delete a task."""
    await wiring.delete_task().execute(id)
