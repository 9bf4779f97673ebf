"""The outermost layer of HTTP: correlation id, body limit, access log, last resort.

One plain ASGI layer, because each further one costs every request.
"""

import logging
import re
import secrets
from time import perf_counter
from typing import TYPE_CHECKING

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from svcgen_runtime.errors import InternalError, PayloadTooLarge
from svcgen_runtime.http.bodies import error_response
from svcgen_runtime.logging import correlation_id
from svcgen_runtime.slashes import keep_slashes

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

HEADER = b"x-correlation-id"
logger = logging.getLogger("svcgen_runtime.http")
_SAFE = re.compile(rb"[A-Za-z0-9._~:-]{1,128}")
_TRACEPARENT = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


class Edge:
    """Gives each request a correlation id and bounds its body.

    An id from outside is taken when it is short and harmless; otherwise the trace id of
    `traceparent` (W3C Trace Context) is, or a new one is made.
    """

    def __init__(self, app: ASGIApp, service: "Service") -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; of what is not HTTP only the path is looked at."""
        if scope["type"] != "lifespan":
            keep_slashes(scope)
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, self._service.config.max_body_bytes)
        token = correlation_id.set(exchange.ident)
        try:
            if exchange.declared > exchange.limit:
                await exchange.refuse()
            else:
                await self._app(scope, exchange.receive, exchange.send)
        except Exception:
            logger.exception("request failed", extra=exchange.facts())
            await exchange.answer_internal_error()
        finally:
            exchange.log()
            correlation_id.reset(token)


class _Exchange:
    """One request and its answer."""

    __slots__ = (
        "_receive",
        "_send",
        "_started",
        "accept",
        "declared",
        "ident",
        "limit",
        "read",
        "scope",
        "status",
    )

    def __init__(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        self.scope = scope
        self._receive = receive
        self._send = send
        self.limit = limit
        self.read = 0
        self.status = 0
        self.declared = 0
        self.accept = ""
        given = trace = b""
        for name, value in scope["headers"]:
            if name == HEADER:
                given = value
            elif name == b"traceparent":
                trace = value
            elif name == b"content-length":
                self.declared = int(value) if value.isdigit() else 0
            elif name == b"accept":
                self.accept = value.decode("latin-1")
        self.ident = _choose(given, trace)
        scope["svcgen.correlation_id"] = self.ident
        self._started = perf_counter()

    async def receive(self) -> Message:
        """Pass a part of the body on; raises HTTPException 413 over the limit."""
        message = await self._receive()
        if message["type"] == "http.request":
            self.read += len(message.get("body", b""))
            if self.read > self.limit:
                # FastAPI turns every other error of reading a body into 400
                raise HTTPException(413)
        return message

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on, with the correlation id in its head."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [
                *message.get("headers", ()),
                (HEADER, self.ident.encode()),
            ]
        await self._send(message)

    async def refuse(self) -> None:
        """Answer 413 without reading the body."""
        error = PayloadTooLarge(f"The body is larger than {self.limit} bytes.")
        response = error_response(error, self.accept, self.ident)
        response.headers["Connection"] = "close"
        await response(self.scope, self._receive, self.send)

    async def answer_internal_error(self) -> None:
        """Answer 500, unless an answer has begun."""
        if self.status == 0:
            response = error_response(InternalError(), self.accept, self.ident)
            await response(self.scope, self._receive, self.send)

    def facts(self) -> dict[str, object]:
        """What a log says of the request; never its query."""
        took = (perf_counter() - self._started) * 1000
        return {
            "method": self.scope["method"],
            "path": self.scope["path"],
            "status": self.status or 500,
            "ms": round(took, 2),
        }

    def log(self) -> None:
        """One line for the finished request."""
        if logger.isEnabledFor(logging.INFO):
            logger.info("request", extra=self.facts())


def _choose(given: bytes, trace: bytes) -> str:
    if given and _SAFE.fullmatch(given):
        return given.decode()
    match = _TRACEPARENT.fullmatch(trace) if trace else None
    return match[1].decode() if match else secrets.token_hex(16)
