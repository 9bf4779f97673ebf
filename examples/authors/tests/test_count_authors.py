"""Tests of count authors, over real sockets."""

import logging

import pytest
from factories import make_author
from svcgen_runtime.testing import TestService

from authors.commands.count_authors import CountAuthors


async def test_count_authors_over_http(running: TestService) -> None:
    """Anybody may know how many there are."""
    async with running.service.unit_of_work("test"):
        await make_author(1)
        await make_author(2)
    async with running.http() as client:
        answer = await client.get("/authors-count")
    assert (answer.status_code, answer.json()) == (200, {"count": 2})


async def test_count_authors_by_the_clock(
    running: TestService, caplog: pytest.LogCaptureFixture
) -> None:
    """The schedule runs the same command, which tells the log."""
    caplog.set_level(logging.INFO, CountAuthors.__module__)
    async with running.service.unit_of_work("test"):
        await make_author()
    await running.run_schedule("count_authors")
    assert caplog.messages == ["1 authors"]
