"""The socket chat."""

from svcgen_runtime.access import AllOf
from svcgen_runtime.context import use_principal
from svcgen_runtime.websocket import SocketRouter

from bookshop.contract.pushes.chat_message import ChatMessage
from bookshop.contract.roles import Role
from bookshop.contract.rooms import CHAT
from bookshop.contract.sockets.chat import ChatReceived

sockets = SocketRouter()


@sockets.endpoint("/chat/{room_id}", room=CHAT, access=AllOf(Role.CUSTOMER))
async def chat(data: ChatReceived, room_id: str) -> None:
    """Answer a frame of chat."""
    await ChatMessage(
        room_id=room_id,
        author=use_principal().subject,
        content=data.content,
    ).send()
