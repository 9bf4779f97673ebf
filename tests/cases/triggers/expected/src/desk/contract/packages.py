# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The WebSocket packages, by number."""

from enum import IntEnum


class PkgID(IntEnum):
    """What travels over the WebSocket; a number never changes and is never reused."""

    SAID = 1
