"""Tests of send hello, over real sockets."""

import asyncio
import logging

import pytest
from svcgen_runtime.testing import TestService

from tasks.commands.say_hello import SayHello
from tasks.contract.roles import Role


@pytest.mark.parametrize(("method", "path"), [("POST", "/tasks/hello")])
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), [("POST", "/tasks/hello")])
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_send_hello_asks_a_worker(
    running: TestService, caplog: pytest.LogCaptureFixture
) -> None:
    """HTTP request, task, handler; the answer does not wait for the greeting."""
    caplog.set_level(logging.INFO, SayHello.__module__)
    async with running.http([Role.MEMBER]) as client:
        answer = await client.post("/tasks/hello", json={"message": "Good morning"})
    assert answer.status_code == 204
    async with asyncio.timeout(10):
        while "Good morning" not in caplog.messages:
            await asyncio.sleep(0.02)
    (task,) = running.published
    assert task.type == f"{running.service.name}.HelloTask.v1"
    assert task.topic == "task.topic.name"


async def test_send_hello_of_too_many_words(running: TestService) -> None:
    """What the spec refuses is refused before anything is sent."""
    async with running.http([Role.MEMBER]) as client:
        answer = await client.post("/tasks/hello", json={"message": "x" * 501})
    assert answer.status_code == 422
    assert answer.json()["error"]["details"][0]["field"] == "message"
    assert running.published == []
