"""Tests of search orders, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from bookshop.contract.schemas.search_orders import SearchOrdersInput
from bookshop.wiring import search_orders as wiring


@pytest.mark.parametrize(("method", "path"), [("GET", "/orders/search")])
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), [("GET", "/orders/search")])
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_search_orders_is_not_written_yet(running: TestService) -> None:
    """Replace this when search_orders is written."""
    number = 1
    async with running.service.unit_of_work("search_orders"):
        with pytest.raises(CommandNotWritten):
            await wiring.search_orders().execute(
                SearchOrdersInput(text=f"text {number}"),
            )
