"""Every error of the runtime, in one tree.

    RuntimeFault                 the process cannot go on; ``exit_code`` says why
        SettingsError            2  wrong usage or settings
        DependencyMissing        3  a server that is needed does not answer
        TopologyMismatch         4  queues, exchanges or tables are not as declared
        NotInUnitOfWork          1  a hook was called outside a unit of work
        ProviderFault            1  a provider is missing, unknown or circular
    ServiceError                 what an answer tells the caller
        InvalidData              422  WebSocket 2
        AuthenticationFailed     401            7
            TokenExpired         401            7
        PermissionDenied         403            3
        NotFound                 404            4
        MethodNotAllowed         405            1
        Conflict                 409            5
        PayloadTooLarge          413            1
        UnsupportedMediaType     415            1
        RateLimited              429            6
        CommandNotWritten        501            8
        Unavailable              503            9
        InternalError            500            1
        DeclaredError            as the spec declares; WebSocket codes from 100

An exception that is none of these is logged with its traceback and answered as
``internal_error`` with no detail, so no text of the program leaks to a caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    """One fault of one field.

    `field` is a dotted path (``lines.0.price``; empty for the whole input), `code` is
    snake_case and stable, `msg` is for a person.
    """

    field: str
    code: str
    msg: str


class RuntimeFault(Exception):
    """What the process cannot go on with; `exit_code` is what it ends with."""

    exit_code: ClassVar[int] = 1


class SettingsError(RuntimeFault):
    """Wrong settings or usage; `faults` holds one line for each."""

    exit_code = 2

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class DependencyMissing(RuntimeFault):
    """A server that the process needs does not answer at start."""

    exit_code = 3


class TopologyMismatch(RuntimeFault):
    """Queues, exchanges or tables exist, but not as this service declares them."""

    exit_code = 4


class NotInUnitOfWork(RuntimeFault):
    """A context hook was called outside a unit of work."""


class ProviderFault(RuntimeFault):
    """A provider is missing, registered twice or depends on itself."""


class ServiceError(Exception):
    """What an answer tells the caller; the base of every answered error.

    `code` is snake_case and travels on every transport, `http_status` is the HTTP
    status and `status_code` the WebSocket one.
    """

    code: ClassVar[str] = "internal_error"
    http_status: ClassVar[int] = 500
    status_code: ClassVar[int] = 1
    default_msg: ClassVar[str] = "The request failed."

    def __init__(self, msg: str = "", details: Sequence[ErrorDetail] = ()) -> None:
        self.msg = msg or self.default_msg
        self.details = tuple(details)
        super().__init__(self.msg)


class InvalidData(ServiceError):
    """The input breaks the declared schema."""

    code, http_status, status_code = "invalid_data", 422, 2
    default_msg = "The data is not valid."


class AuthenticationFailed(ServiceError):
    """No identity was given, or it could not be verified."""

    code, http_status, status_code = "authentication_failed", 401, 7
    default_msg = "Authentication is required."


class TokenExpired(AuthenticationFailed):
    """The token was good but its time is over."""

    code = "token_expired"
    default_msg = "The token has expired."


class PermissionDenied(ServiceError):
    """The caller is known, and may not do this."""

    code, http_status, status_code = "permission_denied", 403, 3
    default_msg = "You may not do this."


class NotFound(ServiceError):
    """What was asked for is not there."""

    code, http_status, status_code = "not_found", 404, 4
    default_msg = "Not found."


class MethodNotAllowed(ServiceError):
    """The path exists, but not for this method."""

    code, http_status, status_code = "method_not_allowed", 405, 1
    default_msg = "This method is not allowed here."


class Conflict(ServiceError):
    """The request clashes with what is stored."""

    code, http_status, status_code = "conflict", 409, 5
    default_msg = "The request conflicts with what is stored."


class PayloadTooLarge(ServiceError):
    """The body is larger than the service reads."""

    code, http_status, status_code = "payload_too_large", 413, 1
    default_msg = "The request body is too large."


class UnsupportedMediaType(ServiceError):
    """The body is of a type that the service does not read."""

    code, http_status, status_code = "unsupported_media_type", 415, 1
    default_msg = "This content type is not supported."


class RateLimited(ServiceError):
    """Too many requests; `retry_after` is in seconds."""

    code, http_status, status_code = "rate_limited", 429, 6
    default_msg = "Too many requests."

    def __init__(
        self,
        msg: str = "",
        details: Sequence[ErrorDetail] = (),
        *,
        retry_after: float = 1.0,
    ) -> None:
        super().__init__(msg, details)
        self.retry_after = retry_after


class CommandNotWritten(ServiceError):
    """The command is declared, and nobody has written its body yet.

    The one argument is the command's name.
    """

    code, http_status, status_code = "not_implemented", 501, 8

    def __init__(self, command: str = "", details: Sequence[ErrorDetail] = ()) -> None:
        name = f"'{command}'" if command else "This command"
        super().__init__(f"{name} is not written yet.", details)
        self.command = command


class Unavailable(ServiceError):
    """Something that the request needs does not answer now; try later."""

    code, http_status, status_code = "unavailable", 503, 9
    default_msg = "The service is not available now."


class InternalError(ServiceError):
    """A fault of the service; the answer carries no detail."""

    code, http_status, status_code = "internal_error", 500, 1
    default_msg = "An internal error occurred."


class DeclaredError(ServiceError):
    """Base of the errors that a spec declares; WebSocket codes are 100 and up."""

    status_code = 100
