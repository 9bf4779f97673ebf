"""How a declared queue is spelt for RabbitMQ, by the server's version; and its times.

A server accepts arguments that it does not know without a word, so a declaration that
succeeds proves nothing: what may be asked for is decided by `server_properties`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from svcgen_runtime.errors import DependencyMissing
from svcgen_runtime.messages.topology import QueueDeclaration

OLDEST = (3, 8)
"""The first server with quorum queues and their delivery limit."""

_QUORUM_TTL_AND_AT_LEAST_ONCE = (3, 10)

Arguments = dict[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class RabbitMQOptions:
    """Times of the connection, all in seconds.

    `publish_timeout` bounds a publish with its confirm, `start_timeout` how long
    `start` waits for a broker that is still booting, `request_timeout` any other
    request. `reconnect_interval` is the pause between attempts to reconnect and
    `heartbeat` how often a silent link is noticed.
    """

    publish_timeout: float = 5.0
    start_timeout: float = 30.0
    request_timeout: float = 10.0
    reconnect_interval: float = 1.0
    heartbeat: int = 15


@dataclass(frozen=True, slots=True)
class ServerFeatures:
    """What the connected server can do.

    `has_at_least_once` is dead lettering that waits for the target's confirm, and times
    to live in quorum queues, which came with the same version.
    """

    version: tuple[int, int]
    has_at_least_once: bool


def read_features(properties: Mapping[str, object]) -> ServerFeatures:
    """Return the features of a server by what it said when connecting.

    Raises DependencyMissing for a server that is too old or is no RabbitMQ.
    """
    product, version = _text(properties, "product"), _text(properties, "version")
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if product != "RabbitMQ" or numbers is None:
        raise DependencyMissing(
            f"the broker is '{product} {version}'; RabbitMQ 3.8 or newer is needed"
        )
    found = (int(numbers[1]), int(numbers[2]))
    if found < OLDEST:
        raise DependencyMissing(
            f"RabbitMQ is {version}; quorum queues need 3.8 or newer"
        )
    return ServerFeatures(found, found >= _QUORUM_TTL_AND_AT_LEAST_ONCE)


def queue_arguments(queue: QueueDeclaration, features: ServerFeatures) -> Arguments:
    """Return the arguments of `queue` for a server with `features`.

    Every queue is a quorum queue; a waiting queue is a classic one on servers whose
    quorum queues know no time to live. Limits are always explicit, for newer servers
    have defaults of their own that drop messages.
    """
    is_classic = queue.ttl_ms is not None and not features.has_at_least_once
    arguments: Arguments = {"x-queue-type": "classic" if is_classic else "quorum"}
    if queue.delivery_limit is not None:
        arguments["x-delivery-limit"] = queue.delivery_limit
    if queue.ttl_ms is not None:
        arguments["x-message-ttl"] = queue.ttl_ms
    if queue.is_single_active:
        arguments["x-single-active-consumer"] = True
    if queue.dead_letter_to is not None:
        arguments["x-dead-letter-exchange"] = ""
        arguments["x-dead-letter-routing-key"] = queue.dead_letter_to
        if features.has_at_least_once:
            # Without these two the broker may lose a message between two queues.
            arguments["x-dead-letter-strategy"] = "at-least-once"
            arguments["x-overflow"] = "reject-publish"
    return arguments


def _text(properties: Mapping[str, object], key: str) -> str:
    value = properties.get(key, "")
    return value.decode() if isinstance(value, bytes) else str(value)
