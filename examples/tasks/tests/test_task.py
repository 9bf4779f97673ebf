"""Tests of task, over real sockets."""

import pytest
from factories import make_task, task_data
from svcgen_runtime.testing import TestService

from tasks.contract.packages import PkgID
from tasks.contract.roles import Role


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/tasks"),
        ("PATCH", "/tasks/00000000-0000-7000-8000-000000000000"),
        ("DELETE", "/tasks/00000000-0000-7000-8000-000000000000"),
    ],
)
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/tasks"),
        ("PATCH", "/tasks/00000000-0000-7000-8000-000000000000"),
        ("DELETE", "/tasks/00000000-0000-7000-8000-000000000000"),
    ],
)
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_create_task_over_http(running: TestService) -> None:
    """Add a task."""
    data = task_data().model_dump(mode="json")
    async with running.http([Role.MEMBER]) as client:
        answer = await client.post("/tasks", json=data)
    assert answer.status_code == 201


async def test_create_task_over_websocket(running: TestService) -> None:
    """Add a task."""
    data = task_data().model_dump(mode="json")
    async with running.websocket([Role.MEMBER]) as socket:
        reply = await socket.call(PkgID.CREATE_TASK, data)
    assert reply.status_code == 0


async def test_list_tasks_over_http(running: TestService) -> None:
    """List tasks."""
    async with running.service.unit_of_work("test"):
        await make_task()
    async with running.http() as client:
        answer = await client.get("/tasks")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_list_tasks_over_websocket(running: TestService) -> None:
    """List tasks."""
    async with running.service.unit_of_work("test"):
        await make_task()
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_TASKS)
    assert reply.status_code == 0


async def test_get_task_over_http(running: TestService) -> None:
    """Look up a task by its key."""
    async with running.service.unit_of_work("test"):
        task = await make_task()
    async with running.http() as client:
        answer = await client.get(f"/tasks/{task.id}")
    assert answer.status_code == 200


async def test_delete_task_over_http(running: TestService) -> None:
    """Delete a task."""
    async with running.service.unit_of_work("test"):
        task = await make_task()
    async with running.http([Role.MEMBER]) as client:
        answer = await client.delete(f"/tasks/{task.id}")
    assert answer.status_code == 204
