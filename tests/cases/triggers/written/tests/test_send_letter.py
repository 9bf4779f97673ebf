"""Earlier versions of a message arrive as the present one."""

import asyncio

from svcgen_runtime.testing import TestService
from test_say import texts

from desk.contract.messages.send_letter import SendLetter, SendLetterV1, SendLetterV2


async def test_every_version_is_handled(running: TestService) -> None:
    """Who sends version 1 or 2 is understood, and so is who sends more than is known."""
    async with running.service.unit_of_work("test"):
        await SendLetterV1(name="ann").publish()
        await SendLetterV2(to="bob", language="de", urgent=True).publish()
        await SendLetter(to="eve", language="en").publish()
    wanted = [("ann", "la"), ("bob", "de"), ("eve", "en")]
    async with asyncio.timeout(10):
        while await texts(running) != wanted:
            await asyncio.sleep(0.02)
