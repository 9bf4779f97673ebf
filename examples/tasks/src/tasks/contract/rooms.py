# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The rooms that sockets join."""

from svcgen_runtime.access import AllOf
from svcgen_runtime.websocket import Room

from tasks.contract.roles import Role

CHAT = Room("chat", key={"room_id": str}, join=AllOf(Role.MEMBER))
