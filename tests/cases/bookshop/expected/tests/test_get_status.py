"""Tests of get status, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from bookshop.wiring import get_status as wiring


async def test_get_status_is_not_written_yet(running: TestService) -> None:
    """Replace this when get_status is written."""
    async with running.service.unit_of_work("get_status"):
        with pytest.raises(CommandNotWritten):
            await wiring.get_status().execute()
