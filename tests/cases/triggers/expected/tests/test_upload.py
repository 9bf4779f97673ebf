"""Tests of upload, over real sockets."""

import pytest
from svcgen_runtime.testing import TestService


@pytest.mark.parametrize(("method", "path"), [("POST", "/scans/1")])
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401
