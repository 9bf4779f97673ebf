"""Pages of other origins may call the service when ALLOWED_ORIGINS names them.

CORS as the Fetch standard has it, by the same policy as WebSocket handshakes: in dev and
test every port of this machine is let in too. Credentials never travel in cookies here, so
`Access-Control-Allow-Credentials` is never sent.
"""

from typing import TYPE_CHECKING, Final

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import override

from svcgen_runtime.websocket.options import OriginPolicy

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

METHODS: Final = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
SENT: Final = (
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "X-Correlation-ID",
    "traceparent",
)
TOLD: Final = (
    "ETag",
    "Retry-After",
    "X-Correlation-ID",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
)
REMEMBERED_SECONDS: Final = 600


class CrossOrigin:
    """Answers preflights and marks answers; a request without an Origin passes through."""

    def __init__(self, app: ASGIApp, service: "Service") -> None:
        self._app = app
        self._service = service
        self._marking: _Marking | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; WebSocket handshakes are judged by their own endpoint."""
        if scope["type"] != "http" or not _has_origin(scope):
            await self._app(scope, receive, send)
            return
        if self._marking is None:
            # settings are read when the service starts, after this was built
            config = self._service.config
            policy = OriginPolicy(config.allowed_origins, config.is_development)
            self._marking = _Marking(self._app, policy)
        await self._marking(scope, receive, send)


class _Marking(CORSMiddleware):
    """Starlette's middleware, which asks our policy."""

    def __init__(self, app: ASGIApp, policy: OriginPolicy) -> None:
        super().__init__(
            app,
            allow_methods=METHODS,
            allow_headers=SENT,
            expose_headers=TOLD,
            max_age=REMEMBERED_SECONDS,
        )
        self._policy = policy

    @override
    def is_allowed_origin(self, origin: str) -> bool:
        """Whether pages of `origin` may read answers."""
        return self._policy.admits(origin, None)


def _has_origin(scope: Scope) -> bool:
    return any(name == b"origin" for name, _ in scope["headers"])
