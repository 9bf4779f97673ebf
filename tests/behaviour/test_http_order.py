"""What leaves when: rows first, then messages, then pushes; the response after all."""

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest

from svcgen_runtime.context import use_app_context
from svcgen_runtime.testing import TestService
from svcgen_runtime.unit_of_work import Phase
from tests.behaviour.http_service import (
    NoteAdded,
    Probe,
    build_service,
    count_notes,
)

SETTLE = 0.2


class Running(NamedTuple):
    """The started service and what the test hangs into it."""

    service: TestService
    probe: Probe

    async def rows(self) -> int:
        """How many notes another connection sees."""
        return await count_notes(self.service.service)


@pytest.fixture(params=["sqlite", "postgresql"])
async def running(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """The service on each database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgres_url"))
    probe = Probe()
    async with TestService(build_service(probe)) as service:
        yield Running(service, probe)


async def test_response_leaves_after_commit(running: Running) -> None:
    """When the head of the answer arrives another connection sees the row, and not before."""
    inside: list[int] = []

    async def look() -> None:
        inside.append(await running.rows())

    running.probe.in_handler = look
    async with (
        running.service.http(roles=("editor",)) as client,
        client.stream("POST", "/notes", json={"slug": "a"}) as answer,
    ):
        assert answer.status_code == 201
        assert await running.rows() == 1
    assert inside == [0]


async def test_crash_leaves_no_row_and_no_message(running: Running) -> None:
    """A handler that raises undoes what it flushed and sends nothing that it published."""
    async with running.service.http() as client:
        answer = await client.post("/faults/crash", json={"slug": "a"})
    assert answer.status_code == 500
    await asyncio.sleep(SETTLE)
    assert await running.rows() == 0
    assert running.service.published == []
    assert running.probe.seen == []


async def test_failed_commit_is_409_and_nothing_leaves(running: Running) -> None:
    """A value taken meanwhile is found out at the commit: 409, no message, no push."""
    pushed: list[str] = []

    async def stage_push() -> None:
        async def push() -> None:
            pushed.append("push")

        use_app_context().after_commit(push, Phase.PUSH)

    running.probe.in_handler = stage_push
    async with running.service.http() as client:
        first = await client.post("/faults/late-conflict", json={"slug": "a"})
        await running.service.wait_for_messages(1)
        second = await client.post("/faults/late-conflict", json={"slug": "a"})
    assert first.status_code == 200
    assert second.status_code == 409
    assert second.json()["error"]["code"] == "conflict"
    await asyncio.sleep(SETTLE)
    assert await running.rows() == 1
    assert len(running.service.published) == 1
    assert pushed == ["push"]


async def test_messages_and_pushes_leave_after_the_commit_in_order(
    running: Running,
) -> None:
    """Whoever gets the message already sees the row; pushes leave after messages."""
    order: list[str] = []

    async def stage() -> None:
        uow = use_app_context()

        async def push() -> None:
            order.append(f"push sees {await running.rows()}")

        async def publish() -> None:
            order.append(f"publish sees {await running.rows()}")

        # staged the other way round on purpose
        uow.after_commit(push, Phase.PUSH)
        uow.after_commit(publish, Phase.PUBLISH)

    async def on_message(message: NoteAdded) -> None:
        order.append(f"{message.slug} sees {await running.rows()}")

    running.probe.in_handler = stage
    running.probe.on_message = on_message
    async with running.service.http(roles=("editor",)) as client:
        answer = await client.post("/notes", json={"slug": "a"})
    assert answer.status_code == 201
    await asyncio.sleep(SETTLE)
    assert [line for line in order if not line.startswith("a ")] == [
        "publish sees 1",
        "push sees 1",
    ]
    assert "a sees 1" in order


async def test_before_commit_can_still_undo(running: Running) -> None:
    """What runs just before the commit is part of the work: its error undoes it."""

    async def refuse() -> None:
        raise ValueError

    async def stage() -> None:
        use_app_context().before_commit(refuse)

    running.probe.in_handler = stage
    async with running.service.http(roles=("editor",)) as client:
        answer = await client.post("/notes", json={"slug": "a"})
    assert answer.status_code == 500
    assert await running.rows() == 0
    assert running.service.published == []
