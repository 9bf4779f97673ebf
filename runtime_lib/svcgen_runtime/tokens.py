"""Who verifies a bearer token, and the issuer that development uses."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from svcgen_runtime.errors import AuthenticationFailed, TokenExpired
from svcgen_runtime.principal import Principal

KEY_FILE = Path(".dev-issuer.key")
_ISSUER = "svcgen-development"


class TokenVerifier(Protocol):
    """Turns a bearer token into a principal."""

    async def verify(self, token: str) -> Principal:
        """The token's principal.

        Raises AuthenticationFailed for a token that is not good and TokenExpired for
        one whose time is over.
        """
        ...


class DevelopmentIssuer:
    """Issues and verifies tokens in dev and test: JWT (RFC 7519) signed by HS256.

    Whoever has the key can be anybody, so no service of another environment makes one.
    """

    def __init__(self, key: str, audience: str) -> None:
        self._key = key
        self._audience = audience

    @classmethod
    def from_file(cls, audience: str, path: Path = KEY_FILE) -> "DevelopmentIssuer":
        """The issuer whose key is kept in `path` (mode 0600), made when missing."""
        if not path.exists():
            # whole before it has its name: of two processes that start at once, one makes the key
            fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                path.hardlink_to(fresh)
            fresh.unlink()
        return cls(path.read_text(encoding="ascii").strip(), audience)

    def issue(
        self,
        roles: Iterable[str] = (),
        subject: str = "developer",
        lifetime: timedelta = timedelta(hours=12),
    ) -> str:
        """A token for `subject` with these roles, good for `lifetime`."""
        import jwt

        now = datetime.now(UTC)
        claims: dict[str, object] = {
            "iss": _ISSUER,
            "aud": self._audience,
            "sub": subject,
            "roles": sorted({str(role) for role in roles}),
            "iat": now,
            "exp": now + lifetime,
        }
        return jwt.encode(claims, self._key, algorithm="HS256")

    async def verify(self, token: str) -> Principal:
        """The principal of a token of this issuer.

        Raises TokenExpired, or AuthenticationFailed for any other fault.
        """
        import jwt

        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=["HS256"],
                audience=self._audience,
                issuer=_ISSUER,
                options={"require": ["exp", "sub"]},
            )
        except jwt.ExpiredSignatureError:
            raise TokenExpired from None
        except (jwt.InvalidTokenError, ValueError):
            raise AuthenticationFailed("The token is not valid.") from None
        return Principal(
            subject=str(claims["sub"]),
            roles=frozenset(str(role) for role in claims.get("roles", ())),
            expires_at=datetime.fromtimestamp(int(claims["exp"]), UTC),
        )
