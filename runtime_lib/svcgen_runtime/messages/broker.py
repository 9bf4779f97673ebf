"""What the runtime asks of a message broker, and one delivery's life.

Two brokers follow this protocol and pass one contract suite: `InProcessBroker` and
`RabbitMQBroker`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from svcgen_runtime.messages.envelope import (
    Envelope,
    Failure,
    for_dead_letters,
    for_retry,
)
from svcgen_runtime.messages.errors import AlreadySettled
from svcgen_runtime.messages.topology import (
    Binding,
    Difference,
    QueueDeclaration,
    Topology,
)


class DeliveryPort(Protocol):
    """How a broker settles one delivery; a dead channel is logged, never raised."""

    async def ack(self) -> None:
        """Tell the broker that the message is done."""

    async def requeue(self) -> None:
        """Give the message back to its queue; the broker counts the deliveries."""

    async def forward(self, envelope: Envelope) -> None:
        """Publish to a queue and wait for the confirm. Raises PublishFailed."""


@dataclass(slots=True)
class Delivery:
    """One message in a consumer's hands. It is settled exactly once.

    `redelivered` tells that another consumer may have begun with it. Each settling
    method raises AlreadySettled when the delivery was settled before.
    """

    envelope: Envelope
    queue: str
    redelivered: bool
    port: DeliveryPort
    is_settled: bool = False

    async def ack(self) -> None:
        """Tell the broker that the message is done."""
        self._settle()
        await self.port.ack()

    async def requeue(self) -> None:
        """Give the message back; past the delivery limit it is a dead letter."""
        self._settle()
        await self.port.requeue()

    async def retry(self, failure: Failure, delay_ms: int) -> None:
        """Let the message come again after `delay_ms`, with `failure` in its headers.

        The copy is confirmed before the original is acknowledged. Raises PublishFailed
        when it is not; the message then goes back to its queue.
        """
        await self._move(for_retry(self.envelope, failure, delay_ms))

    async def dead_letter(self, failure: Failure) -> None:
        """Move the message to the dead letters with the reason; raises as `retry`."""
        await self._move(for_dead_letters(self.envelope, failure))

    async def _move(self, copy: Envelope) -> None:
        self._settle()
        try:
            await self.port.forward(copy)
        except BaseException:
            # Two copies are better than none: the broker still holds the original.
            await self.port.requeue()
            raise
        await self.port.ack()

    def _settle(self) -> None:
        if self.is_settled:
            raise AlreadySettled(
                f"message {self.envelope.message_id} of queue '{self.queue}' was"
                " settled before"
            )
        self.is_settled = True


OnDelivery = Callable[[Delivery], Awaitable[None]]
OnRelease = Callable[[str], None]


class Subscription(Protocol):
    """A running consumer of one queue."""

    async def cancel(self) -> None:
        """Take no further deliveries; those under way can still be settled."""


class Broker(Protocol):
    """A message broker. Names and arguments come from a `Topology`.

    An `is_embedded` one ends with the process, and its messages with it.
    """

    is_embedded: bool

    async def start(self) -> None:
        """Connect. Raises DependencyMissing when the broker does not answer."""

    async def stop(self) -> None:
        """Disconnect; what was not acknowledged is delivered again."""

    async def ping(self) -> None:
        """Raise DependencyMissing when the broker cannot be reached now."""

    async def declare(self, topology: Topology) -> None:
        """Create what is missing. Raises TopologyMismatch when something differs."""

    async def diff(self, topology: Topology) -> tuple[Difference, ...]:
        """Return what is missing or differs, changing nothing."""

    async def recreate(
        self, queue: QueueDeclaration, bindings: tuple[Binding, ...]
    ) -> None:
        """Delete `queue` and declare it anew with `bindings`, keeping its messages.

        Raises TopologyMismatch while somebody consumes it.
        """

    async def publish(self, *envelopes: Envelope) -> None:
        """Send, in order, and return when the broker has confirmed all.

        Raises Unroutable for a mandatory envelope without a queue, PublishFailed for
        one not confirmed in time. One that fails does not stop the others.
        """

    def holds(self, message_id: str) -> bool:
        """Tell whether a published message would be lost with this process."""

    def on_release(self, callback: OnRelease) -> None:
        """Call `callback` with the id of each message that is no longer held."""

    async def consume(
        self, queue: str, on_delivery: OnDelivery, prefetch: int
    ) -> Subscription:
        """Deliver the messages of `queue`, at most `prefetch` unsettled at a time.

        Raises DependencyMissing when the queue is not there.
        """

    async def count(self, queue: str) -> int:
        """Return how many messages wait in `queue`; raises DependencyMissing."""


class DurableBroker:
    """What a broker answers that keeps what it has confirmed, whoever dies."""

    is_embedded = False

    def holds(self, message_id: str) -> bool:
        """Nothing would be lost with this process."""
        del message_id
        return False

    def on_release(self, callback: OnRelease) -> None:
        """Nothing is held, so nothing is released."""
