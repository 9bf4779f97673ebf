# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The push SAID."""

from svcgen_runtime.websocket import Push

from desk.contract.packages import PkgID


class Said(Push, pkg_id=PkgID.SAID, room="desk", key=("room_id", "number")):
    """What Said carries."""

    room_id: str
    number: int
    content: str
