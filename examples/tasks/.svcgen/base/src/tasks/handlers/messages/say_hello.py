"""What HelloTask triggers."""

from svcgen_runtime.messages import ConsumerRouter

from tasks.contract.messages.hello_task import HelloTask
from tasks.contract.schemas.say_hello import SayHelloInput
from tasks.wiring import say_hello as wiring

consumers = ConsumerRouter()


@consumers.handle(HelloTask, timeout=30.0)
async def say_hello(message: HelloTask) -> None:
    """Greet in the log."""
    await wiring.say_hello().execute(SayHelloInput(message=message.message))
