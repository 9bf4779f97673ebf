"""Tests of send receipt, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.fields import uuid7
from svcgen_runtime.testing import TestService

from bookshop.contract.schemas.send_receipt import SendReceiptInput
from bookshop.wiring import send_receipt as wiring


async def test_send_receipt_is_not_written_yet(running: TestService) -> None:
    """Replace this when send_receipt is written."""
    number = 1
    async with running.service.unit_of_work("send_receipt"):
        with pytest.raises(CommandNotWritten):
            await wiring.send_receipt().execute(
                SendReceiptInput(order_id=uuid7(), email=f"user{number}@example.org"),
            )
