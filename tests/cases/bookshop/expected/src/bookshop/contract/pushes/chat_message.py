# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The push CHAT_MESSAGE."""

from svcgen_runtime.websocket import Push

from bookshop.contract.packages import PkgID


class ChatMessage(Push, pkg_id=PkgID.CHAT_MESSAGE, room="chat", key=("room_id",)):
    """What ChatMessage carries."""

    room_id: str
    author: str
    content: str
