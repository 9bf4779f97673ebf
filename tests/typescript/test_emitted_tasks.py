"""The tasks example as a process, driven by its own emitted client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.private import PrivateServer
from tests.typescript.emitted_service import developing, drive, wait_for_log

pytestmark = pytest.mark.xdist_group("emitted-tasks")
GREETING = "Hello from the client"


@pytest.fixture(scope="module")
def tasks() -> Iterator[PrivateServer]:
    """The service in `dev`, with an SQLite file of its own."""
    with developing("tasks") as service:
        yield service


def test_tasks_pushes_and_greetings(tasks: PrivateServer) -> None:
    """A task made over WebSocket is pushed to everybody and is there over HTTP; the worker greets."""
    drive("tasks", "tasks", tasks.url, GREETING=GREETING)
    wait_for_log(tasks, GREETING)


def test_the_chat_room(tasks: PrivateServer) -> None:
    """What one says in the room all of it hear, in order, and nobody else does."""
    drive("tasks", "chat", tasks.url)
