"""Tests of upload cover, over real sockets."""

import pytest
from svcgen_runtime.testing import TestService


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/books/00000000-0000-7000-8000-000000000000/cover")],
)
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/books/00000000-0000-7000-8000-000000000000/cover")],
)
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403
