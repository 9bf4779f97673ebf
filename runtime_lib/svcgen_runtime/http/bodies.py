"""Error bodies: one form for every error, or problem+json (RFC 9457) when asked for."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from math import ceil

from pydantic import BaseModel
from starlette.responses import Response

from svcgen_runtime.errors import (
    AuthenticationFailed,
    Conflict,
    ErrorDetail,
    InternalError,
    InvalidData,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    PermissionDenied,
    RateLimited,
    ServiceError,
    Unavailable,
    UnsupportedMediaType,
)

PROBLEM_JSON = "application/problem+json"
_BY_STATUS: dict[int, type[ServiceError]] = {
    400: InvalidData,
    401: AuthenticationFailed,
    403: PermissionDenied,
    404: NotFound,
    405: MethodNotAllowed,
    409: Conflict,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    422: InvalidData,
    429: RateLimited,
    503: Unavailable,
}


class DetailBody(BaseModel):
    """One fault of one field."""

    field: str
    code: str
    msg: str


class ErrorContent(BaseModel):
    """What went wrong."""

    code: str
    msg: str
    details: list[DetailBody]
    correlation_id: str


class ErrorBody(BaseModel):
    """The body of every error answer."""

    error: ErrorContent


def error_for_status(status: int, msg: str = "") -> ServiceError:
    """The error of the tree that stands for an HTTP status."""
    if status in _BY_STATUS:
        return _BY_STATUS[status](msg)
    return InvalidData(msg) if 400 <= status < 500 else InternalError()


def details_of(faults: Sequence[dict[str, object]]) -> tuple[ErrorDetail, ...]:
    """Pydantic's faults as details; the place of the input is left out of the path."""
    return tuple(_detail(fault) for fault in faults)


def error_body(error: ServiceError, correlation_id: str) -> dict[str, object]:
    """`{"error": {...}}`, the same on HTTP and inside a WebSocket reply's data."""
    return {
        "error": {
            "code": error.code,
            "msg": error.msg,
            "details": [
                {"field": one.field, "code": one.code, "msg": one.msg}
                for one in error.details
            ],
            "correlation_id": correlation_id,
        }
    }


def problem_body(
    error: ServiceError, status: int, correlation_id: str
) -> dict[str, object]:
    """The same facts as members of a problem details object (RFC 9457)."""
    inner = error_body(error, correlation_id)["error"]
    assert isinstance(inner, dict)
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": error.msg,
        "code": error.code,
        "details": inner["details"],
        "correlation_id": correlation_id,
    }


def error_response(
    error: ServiceError,
    accept: str,
    correlation_id: str,
    status: int | None = None,
) -> Response:
    """The answer for an error; `accept` is the request's Accept header.

    `status` replaces the error's own, such as 400 for a body that is no JSON.
    """
    code = status or error.http_status
    problem = PROBLEM_JSON in accept
    body = (
        problem_body(error, code, correlation_id)
        if problem
        else error_body(error, correlation_id)
    )
    response = Response(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        status_code=code,
        media_type=PROBLEM_JSON if problem else "application/json",
    )
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(max(1, ceil(error.retry_after)))
    if code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _detail(fault: dict[str, object]) -> ErrorDetail:
    place = fault.get("loc", ())
    parts = list(place) if isinstance(place, tuple) else []
    if parts and parts[0] in ("body", "query", "path", "header", "cookie"):
        parts = parts[1:]
    return ErrorDetail(
        field=".".join(str(part) for part in parts),
        code=str(fault.get("type", "invalid")),
        msg=str(fault.get("msg", "")),
    )
