"""How an error becomes the body of an answer."""

from collections.abc import Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails, to_json

from svcgen_runtime.errors import ErrorDetail, InvalidData, ServiceError
from svcgen_runtime.websocket.envelope import Envelope, Head, MalformedFrame

NOT_A_REQUEST = "the frame is not a request"


def invalid_data(error: ValidationError, skip: int = 0) -> InvalidData:
    """Names every fault by its field; the first `skip` steps of each path are left out."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return InvalidData(details=[_detail(fault, skip) for fault in faults])


def _detail(fault: ErrorDetails, skip: int) -> ErrorDetail:
    path: Iterable[int | str] = fault["loc"][skip:]
    return ErrorDetail(".".join(map(str, path)), fault["type"], fault["msg"])


def error_body(error: ServiceError, correlation_id: str) -> bytes:
    """The `data` of a reply that reports an error: the same object as in HTTP."""
    details = [
        {"field": fault.field, "code": fault.code, "msg": fault.msg}
        for fault in error.details
    ]
    body = {
        "code": error.code,
        "msg": error.msg,
        "details": details,
        "correlation_id": correlation_id,
    }
    return to_json({"error": body})


def error_reply(envelope: Envelope, head: Head, error: ServiceError) -> str:
    """The reply to a request that failed; a request's id is also its correlation id."""
    data = error_body(error, head.req_id)
    return envelope.reply((head.pkg_id, head.req_id), error.status_code, data)


def malformed_reply(
    envelope: Envelope, fault: MalformedFrame, correlation_id: str
) -> str:
    """The reply to a frame that is no request, with what could be read of it."""
    detail = ErrorDetail(fault.field, fault.code, fault.msg)
    error = InvalidData(NOT_A_REQUEST, [detail])
    data = error_body(error, fault.req_id or correlation_id)
    return envelope.reply((fault.pkg_id, fault.req_id), error.status_code, data)
