"""Tests of expire carts, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from bookshop.contract.schemas.expire_carts import ExpireCartsInput
from bookshop.wiring import expire_carts as wiring


async def test_expire_carts_is_not_written_yet(running: TestService) -> None:
    """Replace this when expire_carts is written."""
    async with running.service.unit_of_work("expire_carts"):
        with pytest.raises(CommandNotWritten):
            await wiring.expire_carts().execute(ExpireCartsInput())
