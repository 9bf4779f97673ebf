"""HTTP routes of send hello."""

from svcgen_runtime.access import AllOf
from svcgen_runtime.http import Router

from tasks.contract.roles import Role
from tasks.contract.schemas.send_hello import SendHelloInput
from tasks.wiring import send_hello as wiring

router = Router(tags=["send_hello"])


@router.post("/tasks/hello", access=AllOf(Role.MEMBER), status=204)
async def send_hello(data: SendHelloInput) -> None:
    """Ask a worker to greet."""
    await wiring.send_hello().execute(data)
