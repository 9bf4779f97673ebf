"""Greet in the log."""

import logging

from tasks.contract.schemas.say_hello import SayHelloInput

logger = logging.getLogger(__name__)


class SayHello:
    """Greet in the log."""

    async def execute(self, data: SayHelloInput) -> None:
        logger.info("%s", data.message)
