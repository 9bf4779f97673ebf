"""Tests of welcome author, over real sockets."""

import logging

import pytest
from factories import make_author
from svcgen_runtime.fields import uuid7
from svcgen_runtime.testing import TestService

from authors.commands.welcome_author import WelcomeAuthor
from authors.contract.schemas.welcome_author import WelcomeAuthorInput
from authors.wiring import welcome_author as wiring


async def test_welcome_author_writes_by_name(
    running: TestService, caplog: pytest.LogCaptureFixture
) -> None:
    """The letter begins with the author's name."""
    caplog.set_level(logging.INFO, WelcomeAuthor.__module__)
    async with running.service.unit_of_work("welcome_author"):
        author = await make_author()
        await wiring.welcome_author().execute(WelcomeAuthorInput(author_id=author.id))
    assert caplog.messages == ["Dear name 1, welcome to the catalogue."]


async def test_welcome_author_who_is_gone(
    running: TestService, caplog: pytest.LogCaptureFixture
) -> None:
    """An author deleted meanwhile gets no letter, and the task is not tried again."""
    caplog.set_level(logging.INFO, WelcomeAuthor.__module__)
    async with running.service.unit_of_work("welcome_author"):
        await wiring.welcome_author().execute(WelcomeAuthorInput(author_id=uuid7()))
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("no letter")
