"""Who sends a request: the bearer token of the Authorization header (RFC 6750)."""

from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from svcgen_runtime.errors import AuthenticationFailed
from svcgen_runtime.principal import Principal

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


async def identify(service: "Service", connection: HTTPConnection) -> Principal | None:
    """The verified sender, or None when no token was sent.

    Raises AuthenticationFailed or TokenExpired for a token that is not good, on public
    routes too: a caller that means to be somebody must not act as nobody.
    """
    header = connection.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise AuthenticationFailed("Send 'Authorization: Bearer <token>'.")
    verifier = service.token_verifier
    if verifier is None:
        raise AuthenticationFailed("This service verifies no tokens.")
    return await verifier.verify(token.strip())
