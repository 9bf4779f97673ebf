"""Ping."""

from svcgen_runtime.errors import CommandNotWritten

from ping_pong.contract.schemas.ping import PingInput


class Ping:
    """Ping."""

    async def execute(self, data: PingInput) -> None:
        raise CommandNotWritten("ping")
