"""Ask a worker to greet."""

from svcgen_runtime.errors import CommandNotWritten

from tasks.contract.schemas.send_hello import SendHelloInput


class SendHello:
    """Ask a worker to greet."""

    async def execute(self, data: SendHelloInput) -> None:
        raise CommandNotWritten("send_hello")
