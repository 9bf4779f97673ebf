"""Limits and time-outs of the WebSocket layer."""

from dataclasses import dataclass, field
from typing import Final, TypedDict
from urllib.parse import urlsplit

LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


class ServerOptions(TypedDict):
    """What uvicorn is started with so that its limits are not wider than ours."""

    ws: str
    ws_max_size: int
    ws_per_message_deflate: bool


@dataclass(frozen=True, slots=True)
class OriginPolicy:
    """Which pages may open a socket (OWASP ASVS 5.0, 4.4.2).

    A page of the service's own host always may. A request without an Origin comes from no browser,
    so no page can have forged it: credentials never travel in cookies here.
    `local` also admits any port of this machine; it is for development.
    """

    allowed: frozenset[str] = frozenset()
    local: bool = False

    def admits(self, origin: str | None, host: str | None) -> bool:
        """Whether a handshake with these `Origin` and `Host` headers may go on."""
        if origin is None:
            return True
        if origin in self.allowed or "*" in self.allowed:
            return True
        scheme, _, authority = origin.partition("://")
        if scheme not in ("http", "https") or not authority:
            return False
        if host is not None and authority == host:
            return True
        return self.local and _host_of(authority) in LOCAL_HOSTS


def _host_of(authority: str) -> str | None:
    """The host of `host:port`, or nothing when there is more to it than that."""
    try:
        parts = urlsplit(f"//{authority}")
        _ = parts.port
    except ValueError:
        return None
    if parts.netloc != authority or parts.username is not None or parts.path:
        return None
    host = authority.rpartition(":")[0] if parts.port is not None else authority
    return host or None


@dataclass(frozen=True, slots=True)
class WebSocketOptions:
    """Times are seconds, sizes bytes; each default is what a service gets when it says nothing.

    `max_connections_per_subject` counts in this process; None is no limit.
    """

    max_frame_size: int = 64 * 1024
    max_in_flight: int = 64
    max_queued_frames: int = 1024
    max_queued_bytes: int = 4 * 1024 * 1024
    connect_timeout: float = 10.0
    idle_timeout: float = 120.0
    close_timeout: float = 2.0
    shutdown_grace: float = 10.0
    ticket_lifetime: int = 30
    max_connections_per_subject: int | None = None
    max_messages_per_minute: int | None = None
    origins: OriginPolicy = field(default_factory=OriginPolicy)

    def server_options(self) -> ServerOptions:
        """Keyword arguments for `uvicorn.Config`."""
        return {
            "ws": "websockets-sansio",
            "ws_max_size": self.max_frame_size,
            "ws_per_message_deflate": False,
        }
