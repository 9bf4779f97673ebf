"""The socket desk."""

from svcgen_runtime.access import AllOf
from svcgen_runtime.websocket import SocketRouter

from desk.contract.roles import Role
from desk.contract.rooms import DESK
from desk.contract.schemas.say import SayInput
from desk.contract.sockets.desk import DeskReceived
from desk.wiring import say as wiring

sockets = SocketRouter()


@sockets.endpoint("/desk/{room_id}/{number}", room=DESK, access=AllOf(Role.CLERK))
async def desk(data: DeskReceived, room_id: str, number: int) -> None:
    """Answer a frame of desk."""
    await wiring.say().execute(
        SayInput(room_id=room_id, number=number, content=data.content),
    )
