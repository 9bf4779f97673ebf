"""Pong."""

from svcgen_runtime.errors import CommandNotWritten

from ping_pong.contract.schemas.pong import PongInput


class Pong:
    """Pong."""

    async def execute(self, data: PongInput) -> None:
        raise CommandNotWritten("pong")
