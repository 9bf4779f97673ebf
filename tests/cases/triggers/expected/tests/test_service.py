"""Does desk start?"""

from httpx import AsyncClient
from svcgen_runtime.testing import TestService


async def test_the_service_is_ready(running: TestService) -> None:
    """It has started, and what it depends on answers."""
    async with AsyncClient(base_url=running.url) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 200
