"""Tests of count rows, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from flights.wiring import count_rows as wiring


async def test_count_rows_is_not_written_yet(running: TestService) -> None:
    """Replace this when count_rows is written."""
    async with running.service.unit_of_work("count_rows"):
        with pytest.raises(CommandNotWritten):
            await wiring.count_rows().execute()
