"""What leaves when: rows first, then messages, then the response."""

from collections.abc import AsyncIterator

import httpx
import pytest
from svcgen_runtime.testing import TestService

from tests.behaviour.http_service import Probe, build_service, count_notes


@pytest.fixture(params=["sqlite", "postgresql"])
async def running(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[TestService, Probe]]:
    """The service on each database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if request.param == "postgresql":
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgres_url"))
    probe = Probe()
    async with TestService(build_service(probe)) as service:
        yield service, probe


async def test_response_leaves_after_commit(
    running: tuple[TestService, Probe],
) -> None:
    """When the first byte of the answer arrives, another connection sees the row."""
    service, probe = running
    seen_inside: list[int] = []

    async def look() -> None:
        other = service.service.unit_of_work("look")
        seen_inside.append(await count_notes(service.service))
        del other

    probe.in_handler = look
    async with service.http(roles=("editor",)) as client:
        async with client.stream("POST", "/notes", json={"slug": "a"}) as answer:
            assert answer.status_code == 201
            assert await count_notes(service.service) == 1
    assert seen_inside == [0]
