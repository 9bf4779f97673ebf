"""Tests of republish pending, over real sockets."""

import json

from factories import make_task
from svcgen_runtime.testing import TestService

from tasks.contract.enums import TaskStatus
from tasks.contract.roles import Role


async def test_republish_pending_by_the_clock(running: TestService) -> None:
    """Every pending task is published again, and no other; each time anew."""
    async with running.service.unit_of_work("test"):
        pending = [await make_task(1), await make_task(2)]
        done = await make_task(3)
    async with running.http([Role.MEMBER]) as client:
        change = {"status": TaskStatus.FINISHED}
        answer = await client.patch(f"/tasks/{done.id}", json=change)
        assert answer.status_code == 200
    for times in (1, 2):
        await running.run_schedule("republish_pending")
        await running.wait_for_messages(2 * times)
    told = [json.loads(message.body) for message in running.published]
    expected = [{"task_id": str(task.id), "title": task.title} for task in pending]
    assert told == expected * 2
    assert {message.topic for message in running.published} == {"task"}
