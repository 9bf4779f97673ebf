"""What every test uses: the service, on a database and names of its own."""

from collections.abc import AsyncIterator

import pytest
from svcgen_runtime.testing import TestService

from desk.app import service


@pytest.fixture
async def running() -> AsyncIterator[TestService]:
    """The service, answering on a port of its own."""
    async with TestService(service) as started:
        yield started
