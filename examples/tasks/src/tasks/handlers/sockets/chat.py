"""A chat room; what one says, all hear."""

from svcgen_runtime.access import AllOf
from svcgen_runtime.context import use_principal
from svcgen_runtime.websocket import SocketRouter

from tasks.contract.pushes.chat_message import ChatMessage
from tasks.contract.roles import Role
from tasks.contract.rooms import CHAT
from tasks.contract.sockets.chat import ChatReceived

sockets = SocketRouter()


@sockets.endpoint("/chat/{room_id}", room=CHAT, access=AllOf(Role.MEMBER))
async def chat(data: ChatReceived, room_id: str) -> None:
    """A chat room; what one says, all hear."""
    await ChatMessage(
        room_id=room_id,
        author=use_principal().subject,
        content=data.content,
    ).send()
