"""Tests of order, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.fields import uuid7
from svcgen_runtime.testing import TestService

from bookshop.contract.schemas.order import PlaceOrderInput
from bookshop.wiring import order as wiring


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/orders/00000000-0000-7000-8000-000000000000"), ("POST", "/orders")],
)
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), [("POST", "/orders")])
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_place_order_is_not_written_yet(running: TestService) -> None:
    """Replace this when place_order is written."""
    async with running.service.unit_of_work("place_order"):
        with pytest.raises(CommandNotWritten):
            await wiring.place_order().execute(
                PlaceOrderInput(book_id=uuid7(), quantity=2),
            )
