"""Which hub and ticket store a service has: Redis's where there is one, this process's otherwise."""

from svcgen_runtime.websocket.hub import Hub
from svcgen_runtime.websocket.memory_hub import MemoryHub
from svcgen_runtime.websocket.tickets import MemoryTicketStore, Tickets


def make_hub(redis_url: str, prefix: str) -> Hub:
    """A hub that is not started yet; `prefix` (`<service>.<environment>`) keeps services apart in one Redis."""
    if not redis_url:
        return MemoryHub()
    from svcgen_runtime.websocket.redis_hub import RedisHub

    return RedisHub(redis_url, prefix)


def make_tickets(redis_url: str, prefix: str) -> Tickets:
    """Tickets that every process of the service can redeem."""
    if not redis_url:
        return Tickets(MemoryTicketStore(), prefix)
    from svcgen_runtime.websocket.redis_client import RedisClient

    return Tickets(RedisClient(redis_url), prefix)
