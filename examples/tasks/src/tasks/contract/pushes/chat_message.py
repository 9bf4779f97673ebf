# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Somebody said something."""

from svcgen_runtime.websocket import Push

from tasks.contract.packages import PkgID


class ChatMessage(Push, pkg_id=PkgID.CHAT_MESSAGE, room="chat", key=("room_id",)):
    """Somebody said something."""

    room_id: str
    author: str
    content: str
