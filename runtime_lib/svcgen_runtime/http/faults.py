"""Exceptions become error bodies here, whoever raised them."""

import logging

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from svcgen_runtime.errors import InternalError, InvalidData, ServiceError
from svcgen_runtime.http.bodies import details_of, error_for_status, error_response

logger = logging.getLogger("svcgen_runtime.http")
_BAD_SYNTAX = "json_invalid"


def handle_errors(app: FastAPI) -> None:
    """Answer every kind of error in the one form; the edge answers all the others."""
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(ResponseValidationError, _invalid_response)
    app.add_exception_handler(HTTPException, _http_exception)


async def _service_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServiceError)
    return _respond(request, error)


async def _invalid_request(request: Request, error: Exception) -> Response:
    """422 with the fields at fault; 400 for a body that is no JSON at all."""
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    bad_syntax = any(fault["type"] == _BAD_SYNTAX for fault in faults)
    if bad_syntax:
        fault = InvalidData("The body is not valid JSON.")
        return _respond(request, fault, 400)
    return _respond(request, InvalidData(details=details_of(faults)))


async def _invalid_response(request: Request, error: Exception) -> Response:
    """The service broke its own schema: the caller learns nothing of it."""
    logger.error("the answer does not fit its schema", exc_info=error)
    return _respond(request, InternalError())


async def _http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = error_for_status(error.status_code)
    response = _respond(request, answer, error.status_code)
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def _respond(
    request: Request, error: ServiceError, status: int | None = None
) -> Response:
    accept = request.headers.get("accept", "")
    ident = str(request.scope.get("svcgen.correlation_id", ""))
    return error_response(error, accept, ident, status)
