"""Tests of watch orders, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from bookshop.wiring import watch_orders as wiring


@pytest.mark.parametrize(("method", "path"), [("GET", "/orders/watch")])
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), [("GET", "/orders/watch")])
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_watch_orders_is_not_written_yet(running: TestService) -> None:
    """Replace this when watch_orders is written."""
    async with running.service.unit_of_work("watch_orders"):
        with pytest.raises(CommandNotWritten):
            await wiring.watch_orders().execute()
