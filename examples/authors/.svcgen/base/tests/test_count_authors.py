"""Tests of count authors, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from authors.wiring import count_authors as wiring


async def test_count_authors_is_not_written_yet(running: TestService) -> None:
    """Replace this when count_authors is written."""
    async with running.service.unit_of_work("count_authors"):
        with pytest.raises(CommandNotWritten):
            await wiring.count_authors().execute()
