"""What must stand on the broker, computed from the declared handlers alone.

For each queue: a work queue, one waiting queue for each delay of its handlers' retries,
and a queue of dead letters. A waiting queue has one time to live for all of its
messages; per-message times would be blocked by the message in front. The default
exchange leads from one to the next, so no name is shared between services.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.messages.address import ServiceAddress, dead_queue, retry_queue
from svcgen_runtime.messages.router import Handler

QueueRole = Literal["work", "retry", "dead"]


@dataclass(frozen=True, slots=True)
class ExchangeDeclaration:
    """A durable topic exchange. A foreign one is made only when it is missing."""

    name: str
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class QueueDeclaration:
    """A durable queue. What leaves it by the broker's hand goes to `dead_letter_to`.

    `ttl_ms` is how long each message stays, `delivery_limit` how often one may come
    back, `is_single_active` whether one consumer at a time has it.
    """

    name: str
    role: QueueRole
    dead_letter_to: str | None = None
    ttl_ms: int | None = None
    delivery_limit: int | None = None
    is_single_active: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """Messages of `exchange` whose topic matches `pattern` reach `queue`."""

    queue: str
    exchange: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Topology:
    """Everything a service needs on the broker; sorted, without repetition."""

    exchanges: tuple[ExchangeDeclaration, ...]
    queues: tuple[QueueDeclaration, ...]
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on the broker that is not as declared.

    `queue` is set when the thing is a queue, which `Broker.recreate` can replace.
    """

    state: Literal["missing", "different"]
    what: Literal["exchange", "queue"]
    name: str
    detail: str = ""
    queue: QueueDeclaration | None = None

    def __str__(self) -> str:
        detail = f": {self.detail}" if self.detail else ""
        return f"{self.what} '{self.name}' is {self.state}{detail}"


def compute_topology(address: ServiceAddress, handlers: Iterable[Handler]) -> Topology:
    """Return what the service at `address` needs for `handlers`.

    Raises RuntimeFault when handlers that share a queue disagree about it.
    """
    shared: dict[str, list[Handler]] = {}
    for handler in handlers:
        shared.setdefault(handler.queue, []).append(handler)
    queues: list[QueueDeclaration] = []
    bindings: set[Binding] = set()
    for name, sharers in sorted(shared.items()):
        queues.extend(_queues_of(address.queue(name), sharers))
        bindings.update(
            Binding(address.queue(name), _exchange_of(address, handler), handler.topic)
            for handler in sharers
            if handler.topic
        )
    own = address.exchange
    foreign = sorted({binding.exchange for binding in bindings} - {own})
    return Topology(
        exchanges=(
            ExchangeDeclaration(own),
            *(ExchangeDeclaration(name, is_foreign=True) for name in foreign),
        ),
        queues=tuple(queues),
        bindings=tuple(
            sorted(bindings, key=lambda one: (one.queue, one.exchange, one.pattern))
        ),
    )


def _exchange_of(address: ServiceAddress, handler: Handler) -> str:
    if handler.exchange:
        return address.foreign_exchange(handler.exchange)
    return address.exchange


def _queues_of(queue: str, sharers: list[Handler]) -> list[QueueDeclaration]:
    first = sharers[0]
    for other in sharers[1:]:
        if (
            other.redelivery_limit != first.redelivery_limit
            or other.is_single_active != first.is_single_active
        ):
            raise RuntimeFault(
                f"handlers '{first.name}' and '{other.name}' share queue"
                f" '{first.queue}' but differ in its redelivery_limit"
            )
    steps = sorted({step for handler in sharers for step in handler.steps_ms()})
    return [
        QueueDeclaration(
            queue,
            "work",
            dead_letter_to=dead_queue(queue),
            delivery_limit=first.redelivery_limit,
            is_single_active=first.is_single_active,
        ),
        *(
            QueueDeclaration(
                retry_queue(queue, step), "retry", dead_letter_to=queue, ttl_ms=step
            )
            for step in steps
        ),
        QueueDeclaration(dead_queue(queue), "dead"),
    ]
