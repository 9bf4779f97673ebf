"""Greet in the log."""

from svcgen_runtime.errors import CommandNotWritten

from tasks.contract.schemas.say_hello import SayHelloInput


class SayHello:
    """Greet in the log."""

    async def execute(self, data: SayHelloInput) -> None:
        raise CommandNotWritten("say_hello")
