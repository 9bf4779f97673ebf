"""Tests of republish pending, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from tasks.wiring import republish_pending as wiring


async def test_republish_pending_is_not_written_yet(running: TestService) -> None:
    """Replace this when republish_pending is written."""
    async with running.service.unit_of_work("republish_pending"):
        with pytest.raises(CommandNotWritten):
            await wiring.republish_pending().execute()
