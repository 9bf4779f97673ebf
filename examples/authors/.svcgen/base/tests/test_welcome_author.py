"""Tests of welcome author, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.fields import uuid7
from svcgen_runtime.testing import TestService

from authors.contract.schemas.welcome_author import WelcomeAuthorInput
from authors.wiring import welcome_author as wiring


async def test_welcome_author_is_not_written_yet(running: TestService) -> None:
    """Replace this when welcome_author is written."""
    async with running.service.unit_of_work("welcome_author"):
        with pytest.raises(CommandNotWritten):
            await wiring.welcome_author().execute(WelcomeAuthorInput(author_id=uuid7()))
