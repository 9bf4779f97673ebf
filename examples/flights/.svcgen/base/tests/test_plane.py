"""Tests of plane, over real sockets."""

from factories import make_plane
from svcgen_runtime.testing import TestService


async def test_list_planes_over_http(running: TestService) -> None:
    """List planes."""
    async with running.service.unit_of_work("test"):
        await make_plane()
    async with running.http() as client:
        answer = await client.get("/planes")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_get_plane_over_http(running: TestService) -> None:
    """Look up a plane by its key."""
    async with running.service.unit_of_work("test"):
        plane = await make_plane()
    async with running.http() as client:
        answer = await client.get(f"/planes/{plane.tailnum}")
    assert answer.status_code == 200
