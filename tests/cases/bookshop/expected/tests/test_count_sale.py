"""Tests of count sale, over real sockets."""

from decimal import Decimal

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.fields import uuid7
from svcgen_runtime.testing import TestService

from bookshop.contract.schemas.count_sale import CountSaleInput
from bookshop.wiring import count_sale as wiring


async def test_count_sale_is_not_written_yet(running: TestService) -> None:
    """Replace this when count_sale is written."""
    async with running.service.unit_of_work("count_sale"):
        with pytest.raises(CommandNotWritten):
            await wiring.count_sale().execute(
                CountSaleInput(order_id=uuid7(), total=Decimal("1")),
            )
