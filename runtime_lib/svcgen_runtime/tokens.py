"""Who verifies a bearer token."""

from typing import Protocol

from svcgen_runtime.principal import Principal


class TokenVerifier(Protocol):
    """Turns a bearer token into a principal."""

    async def verify(self, token: str) -> Principal:
        """The token's principal.

        Raises AuthenticationFailed for a token that is not good and TokenExpired for
        one whose time is over.
        """
        ...
