# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The rooms that sockets join."""

from svcgen_runtime.websocket import Room

DESK = Room("desk", key={"room_id": str, "number": int})
