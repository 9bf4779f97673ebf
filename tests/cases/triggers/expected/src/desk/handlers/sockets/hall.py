"""The socket hall."""

from svcgen_runtime.access import PUBLIC, AllOf
from svcgen_runtime.websocket import SocketRouter

from desk.contract.roles import Role
from desk.contract.rooms import DESK
from desk.contract.schemas.say import SayInput
from desk.contract.sockets.hall import HallReceived
from desk.wiring import say as wiring

sockets = SocketRouter()


@sockets.endpoint(
    "/hall/{room_id}/{number}",
    room=DESK,
    access=PUBLIC,
    frames=AllOf(Role.CLERK),
)
async def hall(data: HallReceived, room_id: str, number: int) -> None:
    """Answer a frame of hall."""
    await wiring.say().execute(
        SayInput(room_id=room_id, number=number, content=data.content),
    )
