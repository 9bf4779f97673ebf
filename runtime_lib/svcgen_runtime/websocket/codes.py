"""The numbers and words of the WebSocket protocol (decision record 0010)."""

from enum import IntEnum
from typing import Final

JSON_SUBPROTOCOL: Final = "svcgen.v1.json"
PROTOBUF_SUBPROTOCOL: Final = "svcgen.v1.protobuf"
BEARER_SUBPROTOCOL: Final = "svcgen.bearer."
TICKET_SUBPROTOCOL: Final = "svcgen.ticket."


class StatusCode(IntEnum):
    """What a reply says; 100 and up are errors that a service declares."""

    OK = 0
    ERROR = 1
    INVALID_DATA = 2
    PERMISSION_DENIED = 3
    NOT_FOUND = 4
    CONFLICT = 5
    RATE_LIMITED = 6
    AUTHENTICATION_REQUIRED = 7
    NOT_IMPLEMENTED = 8
    UNAVAILABLE = 9


class CloseCode(IntEnum):
    """Why a socket was closed: RFC 6455 codes, and 4400 to 4499 of our own."""

    DONE = 1000
    GOING_AWAY = 1001
    NOT_AS_AGREED = 1003
    FRAME_TOO_LARGE = 1009
    RESTART = 1012
    TRY_LATER = 1013
    PROTOCOL_BROKEN = 4400
    AUTHENTICATION_FAILED = 4401
    FORBIDDEN = 4403
    NO_CONNECT_IN_TIME = 4408
    REPLACED = 4409
    TOO_SLOW = 4413
    OVER_A_LIMIT = 4429
    IDLE = 4440


class ReservedPackage(IntEnum):
    """Packages every service has; no spec can use a negative id."""

    CONNECT = -1
    PING = -2
    JOIN = -3
    LEAVE = -4
    REAUTHENTICATE = -5
    GOODBYE = -6
