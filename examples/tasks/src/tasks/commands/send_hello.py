"""Ask a worker to greet."""

from tasks.contract.messages.hello_task import HelloTask
from tasks.contract.schemas.send_hello import SendHelloInput


class SendHello:
    """Ask a worker to greet."""

    async def execute(self, data: SendHelloInput) -> None:
        await HelloTask(message=data.message).publish()
