"""`tasks` as it runs in production: processes of their own that meet on PostgreSQL, RabbitMQ and Redis."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from uuid import uuid4

import httpx
import pytest

from svcgen_runtime.testing import TestSocket
from tests.behaviour.example_process import Running, run_command, started
from tests.behaviour.example_trees import copy_example

# one worker: what its fixture starts is started once
pytestmark = pytest.mark.xdist_group("example-processes")

TASK_ADDED, CHAT_MESSAGE, GET_TASKS = 100, 101, 1
EVERY_SECONDS: Final = 5
SLOTS_A_DAY: Final = 86_400 // EVERY_SECONDS
COMMANDS: Final = ("server", "server", "scheduler", "worker")


@dataclass
class Tasks:
    """Two servers, a worker and a scheduler of one service, and a member's token."""

    server: Running
    second: Running
    worker: Running
    scheduler: Running
    token: str

    def http(self, server: Running) -> httpx.Client:
        """A member's client of one of the servers."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(
            base_url=f"{server.url}/api", headers=headers, trust_env=False
        )

    def socket(self, server: Running, path: str = "/ws") -> TestSocket:
        """A member's socket at one of the servers."""
        return TestSocket(f"{server.url}{path}".replace("http", "ws", 1), self.token)


@pytest.fixture(scope="module")
def tasks(
    tmp_path_factory: pytest.TempPathFactory,
    postgres_url: str,
    rabbitmq_url: str,
    redis_url: str,
) -> Iterator[Tasks]:
    """All started at once, as nobody promises an order."""
    root = copy_example("tasks", tmp_path_factory.mktemp("processes"))
    urls = {
        "DATABASE_URL": postgres_url,
        "BROKER_URL": rabbitmq_url,
        "REDIS_URL": redis_url,
        "NAMESPACE": uuid4().hex[:8],
        "ENVIRONMENT": "test",
    }
    run_command(root, "migrate", **urls)
    token = run_command(root, "token", "--role", "member", **urls)
    with ExitStack() as stack:
        all_of_them = [
            stack.enter_context(started(root, command, **urls)) for command in COMMANDS
        ]
        for one in all_of_them:
            one.wait_ready()
        server, second, scheduler, worker = all_of_them
        yield Tasks(server, second, worker, scheduler, token)
        # a supervisor ends them so; each is asked alone, and each says it went well
        ended = {one.log.name: one.stop() for one in reversed(all_of_them)}
        assert set(ended.values()) == {0}, ended


async def test_a_task_is_told_to_sockets_of_every_server(tasks: Tasks) -> None:
    """Created over HTTP in one server; pushed to a socket of the other, after the commit."""
    async with tasks.socket(tasks.second) as socket:
        await socket.call(GET_TASKS)
        with tasks.http(tasks.server) as client:
            created = client.post("/tasks", json={"title": "Wash up"})
        assert created.status_code == 201
        push = await socket.next_push(10)
        assert (push.pkg_id, push.data) == (
            TASK_ADDED,
            {"task_id": created.json()["id"], "title": "Wash up"},
        )
        reply = await socket.call(GET_TASKS)
        assert isinstance(reply.data, list)
        assert created.json() in reply.data


def test_a_greeting_crosses_to_the_worker(tasks: Tasks) -> None:
    """Asked for in the server, said by the worker and by nobody else."""
    words = f"Good morning {uuid4().hex}"
    with tasks.http(tasks.server) as client:
        assert client.post("/tasks/hello", json={"message": words}).status_code == 204
    tasks.worker.wait_logged(words)
    for other in (tasks.server, tasks.second, tasks.scheduler):
        assert words not in other.log.read_text()


async def test_a_chat_between_two_servers(tasks: Tasks) -> None:
    """Two people in one room, each at another server."""
    path = f"/chat/{uuid4().hex}"
    async with (
        tasks.socket(tasks.server, path) as one,
        tasks.socket(tasks.second, path) as two,
    ):
        await one.next_push()
        await two.next_push()
        await one.connection.send(json.dumps({"content": "Tea?"}))
        for socket in (one, two):
            push = await socket.next_push(10)
            assert push.pkg_id == CHAT_MESSAGE
            assert isinstance(push.data, dict)
            assert push.data["content"] == "Tea?"


def test_the_clock_of_the_scheduler_moves_the_worker(tasks: Tasks) -> None:
    """Every five seconds the scheduler sends what is due; the worker does it, once each time."""
    line = r"(?m)^(\d\d):(\d\d):(\d\d) .* pending tasks published again"
    tasks.worker.wait_logged(line, 3)
    ticks = re.findall(line, tasks.worker.log.read_text())
    slots = [
        (int(hour) * 3600 + int(minute) * 60 + int(second)) // EVERY_SECONDS
        for hour, minute, second in ticks
    ]
    steps = [(later - slot) % SLOTS_A_DAY for slot, later in pairwise(slots)]
    assert steps == [1] * len(steps)
    assert "published again" not in tasks.scheduler.log.read_text()
