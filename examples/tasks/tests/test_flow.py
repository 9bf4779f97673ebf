"""What crosses more than one part of the service, over real sockets."""

import json

from svcgen_runtime.testing import TestService

from tasks.contract.packages import PkgID
from tasks.contract.roles import Role


async def test_everybody_hears_of_a_task(running: TestService) -> None:
    """HTTP request: a row, a message, and a push to every socket."""
    async with (
        running.http([Role.MEMBER]) as client,
        running.websocket([Role.MEMBER]) as member,
        running.websocket() as guest,
    ):
        for socket in (member, guest):
            assert (await socket.call(PkgID.GET_TASKS)).data == []
        created = (await client.post("/tasks", json={"title": "Wash up"})).json()
        told = {"task_id": created["id"], "title": "Wash up"}
        for socket in (member, guest):
            push = await socket.next_push()
            assert (push.pkg_id, push.data) == (PkgID.TASK_ADDED, told)
            assert push.meta["room"] is None
            assert (await socket.call(PkgID.GET_TASKS)).data == [created]
        await running.wait_for_messages(1)
        (message,) = running.published
        assert json.loads(message.body) == told


async def test_a_refused_task_is_heard_of_by_nobody(running: TestService) -> None:
    """Without the role: no row, no message, no push."""
    async with running.http([]) as client, running.websocket([]) as socket:
        answer = await client.post("/tasks", json={"title": "Wash up"})
        reply = await socket.call(PkgID.CREATE_TASK, {"title": "Wash up"})
        assert (answer.status_code, reply.status_code) == (403, 3)
        assert (await socket.call(PkgID.GET_TASKS)).data == []
        assert socket.pushes() == 0
    assert running.published == []


async def test_tasks_by_status(running: TestService) -> None:
    """One filter, over both transports, and the last page of a list."""
    async with running.http([Role.MEMBER]) as client, running.websocket() as socket:
        for number in range(5):
            status = "pending" if number % 2 else "finished"
            task = {"title": f"task {number}", "status": status}
            assert (await client.post("/tasks", json=task)).status_code == 201
        query: dict[str, str | int] = {"status": "finished"}
        query |= {"sort": "-title", "limit": 2}
        page = (await client.get("/tasks", params=query)).json()
        reply = await socket.call(PkgID.GET_TASKS, query)
        assert (reply.data, reply.meta) == (page["items"], page["meta"])
        assert [task["title"] for task in page["items"]] == ["task 4", "task 2"]
        query["cursor"] = page["meta"]["next_cursor"]
        last = (await client.get("/tasks", params=query)).json()
        assert [task["title"] for task in last["items"]] == ["task 0"]
        assert last["meta"]["next_cursor"] is None
