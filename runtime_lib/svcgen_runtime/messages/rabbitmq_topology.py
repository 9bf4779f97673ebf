"""The requests of AMQP 0-9-1 that comparing and creating a topology needs.

A request that the broker refuses closes its channel, so each has one of its own.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from svcgen_runtime.messages.rabbitmq_arguments import ServerFeatures, queue_arguments
from svcgen_runtime.messages.topology import Binding, QueueDeclaration

if TYPE_CHECKING:
    from aiormq.abc import AbstractChannel

T = TypeVar("T")


class EntityMissing(Exception):
    """The broker has no exchange or queue of that name (404)."""


class EntityDiffers(Exception):
    """The broker has it with other arguments, or it is not empty (406)."""


class Requests(Protocol):
    """What a connected broker offers for this."""

    @property
    def features(self) -> ServerFeatures:
        """What the connected server can do."""

    async def request(self, action: "Callable[[AbstractChannel], Awaitable[T]]") -> T:
        """Run `action` on a channel of its own; raises the two errors above."""

    async def move(self, source: str, target: str) -> None:
        """Move what waits in `source`, each message confirmed before it is acked."""


async def find_count(broker: Requests, queue: str) -> int | None:
    """Return how many messages wait in `queue`, or None when it is missing."""
    try:
        declared = await broker.request(
            lambda channel: channel.queue_declare(queue, passive=True)
        )
    except EntityMissing:
        return None
    return declared.message_count or 0


@dataclass(frozen=True, slots=True)
class TopologyRequests:
    """A `TopologyPort` on RabbitMQ."""

    broker: Requests

    async def has_exchange(self, name: str) -> bool:
        """Tell whether exchange `name` exists."""
        try:
            await self.broker.request(
                lambda channel: channel.exchange_declare(name, passive=True)
            )
        except EntityMissing:
            return False
        return True

    async def has_queue(self, name: str) -> bool:
        """Tell whether queue `name` exists."""
        return await find_count(self.broker, name) is not None

    async def assert_exchange(self, name: str) -> str | None:
        """Create the topic exchange `name` unless it exists."""
        try:
            await self.broker.request(
                lambda channel: channel.exchange_declare(
                    name, exchange_type="topic", durable=True
                )
            )
        except EntityDiffers as error:
            return str(error)
        return None

    async def assert_queue(self, queue: QueueDeclaration) -> str | None:
        """Create `queue` unless it exists."""
        arguments = queue_arguments(queue, self.broker.features)
        try:
            await self.broker.request(
                lambda channel: channel.queue_declare(
                    queue.name, durable=True, arguments={**arguments}
                )
            )
        except EntityDiffers as error:
            return str(error)
        return None

    async def bind(self, bindings: tuple[Binding, ...]) -> None:
        """Add `bindings`."""

        async def add(channel: "AbstractChannel") -> None:
            for one in bindings:
                await channel.queue_bind(one.queue, one.exchange, one.pattern)

        await self.broker.request(add)

    async def unbind(self, bindings: tuple[Binding, ...]) -> None:
        """Remove `bindings`."""

        async def remove(channel: "AbstractChannel") -> None:
            for one in bindings:
                await channel.queue_unbind(one.queue, one.exchange, one.pattern)

        await self.broker.request(remove)

    async def move(self, source: str, target: str) -> None:
        """Move what waits in `source` to `target`."""
        await self.broker.move(source, target)

    async def count_consumers(self, queue: str) -> int:
        """Return how many consumers `queue` has; 0 when it is missing."""
        try:
            declared = await self.broker.request(
                lambda channel: channel.queue_declare(queue, passive=True)
            )
        except EntityMissing:
            return 0
        return declared.consumer_count or 0

    async def delete_empty(self, queue: str) -> bool:
        """Delete `queue` unless it holds messages; tell whether it is gone."""
        # Quorum queues refuse the if-empty flag, by closing the whole connection.
        if await find_count(self.broker, queue):
            return False
        await self.broker.request(lambda channel: channel.queue_delete(queue))
        return True
