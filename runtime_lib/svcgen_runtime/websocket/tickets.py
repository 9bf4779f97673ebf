"""One-use tickets: how a page that may not hold a token opens a socket."""

import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Final, Protocol

from pydantic import TypeAdapter

from svcgen_runtime.errors import AuthenticationFailed
from svcgen_runtime.principal import Principal
from svcgen_runtime.schema import Schema

LIFETIME: Final = 30
_PRINCIPAL: Final = TypeAdapter(Principal)


class TicketRead(Schema):
    """A ticket, and in how many seconds it is worth nothing."""

    ticket: str
    expires_in: int


class TicketStore(Protocol):
    """Where tickets are kept; it must be the same for all processes of a service."""

    async def put(self, key: str, value: bytes, lifetime: int) -> None:
        """Keeps a value for `lifetime` seconds."""

    async def take(self, key: str) -> bytes | None:
        """Returns a value and forgets it, in one step; None if there is none."""

    async def close(self) -> None:
        """Closes every connection."""


class MemoryTicketStore:
    """Tickets of a service that runs in one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, bytes]] = {}

    async def put(self, key: str, value: bytes, lifetime: int) -> None:
        """Keeps a value, and forgets those whose time has passed."""
        now = self._clock()
        self._kept = {k: kept for k, kept in self._kept.items() if kept[0] > now}
        self._kept[key] = (now + lifetime, value)

    async def take(self, key: str) -> bytes | None:
        """Returns a value that is still good, and forgets it."""
        until, value = self._kept.pop(key, (0.0, b""))
        return value if until > self._clock() else None

    async def close(self) -> None:
        """Forgets every ticket."""
        self._kept.clear()


class Tickets:
    """Issues and redeems tickets: 256 random bits, of which the store sees only a hash."""

    def __init__(
        self, store: TicketStore, prefix: str = "", lifetime: int = LIFETIME
    ) -> None:
        if not 0 < lifetime <= LIFETIME:
            raise ValueError(f"a ticket lives at most {LIFETIME} s")
        self._store = store
        self._prefix = prefix
        self._lifetime = lifetime

    async def issue(self, principal: Principal) -> TicketRead:
        """A ticket that stands for the principal once."""
        ticket = secrets.token_urlsafe(32)
        await self._store.put(
            self._key(ticket), _PRINCIPAL.dump_json(principal), self._lifetime
        )
        return TicketRead(ticket=ticket, expires_in=self._lifetime)

    async def redeem(self, ticket: str) -> Principal:
        """Who the ticket stands for. Raises `AuthenticationFailed` if it is unknown, used or too old."""
        kept = await self._store.take(self._key(ticket))
        if kept is None:
            raise AuthenticationFailed("The ticket is not valid.")
        return _PRINCIPAL.validate_json(kept)

    async def close(self) -> None:
        """Lets go of the store."""
        await self._store.close()

    def _key(self, ticket: str) -> str:
        digest = sha256(ticket.encode("utf-8", "replace")).hexdigest()
        return f"{self._prefix}:ws:ticket:{digest}"
