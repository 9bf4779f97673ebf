"""The broker inside the process: for `dev`, for tests, and for small services.

It behaves as the real one in what a handler can see: confirmed publishes, mandatory
tasks, acknowledgement, prefetch, redelivery with a limit, waiting queues, dead letters
and topic patterns. What it lacks it says: nothing outlives the process, and nobody
outside it can publish or consume.
"""

import asyncio
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace

from svcgen_runtime.errors import DependencyMissing, TopologyMismatch
from svcgen_runtime.messages.broker import Delivery, OnDelivery, OnRelease
from svcgen_runtime.messages.clock import Clock, SystemClock
from svcgen_runtime.messages.declaring import mismatch
from svcgen_runtime.messages.envelope import Envelope, HeaderValue
from svcgen_runtime.messages.errors import PublishFailed, Unroutable
from svcgen_runtime.messages.held import HeldMessages
from svcgen_runtime.messages.patterns import is_topic_match
from svcgen_runtime.messages.topology import (
    Binding,
    Difference,
    QueueDeclaration,
    Topology,
)


@dataclass(slots=True, eq=False)
class _Stored:
    """A message in a queue, and how often it came back."""

    envelope: Envelope
    returns: int = 0


@dataclass(slots=True, eq=False)
class _Consumer:
    """A subscription: its callback, and how many unsettled messages it may hold."""

    broker: "InProcessBroker"
    queue: "_Queue"
    on_delivery: OnDelivery
    prefetch: int
    held: int = 0

    async def cancel(self) -> None:
        """Take no further deliveries."""
        if self in self.queue.consumers:
            self.queue.consumers.remove(self)
        self.broker.pump(self.queue)


@dataclass(slots=True)
class _Queue:
    declaration: QueueDeclaration
    ready: deque[_Stored] = field(default_factory=deque)
    consumers: deque[_Consumer] = field(default_factory=deque)

    def next_consumer(self) -> _Consumer | None:
        """Return who gets the next message: each in turn, or the first alone."""
        if self.declaration.is_single_active:
            first = self.consumers[0] if self.consumers else None
            return first if first and first.held < first.prefetch else None
        for _ in range(len(self.consumers)):
            consumer = self.consumers[0]
            self.consumers.rotate(-1)
            if consumer.held < consumer.prefetch:
                return consumer
        return None


@dataclass(slots=True)
class _Port:
    """Settles one delivery of the in-process broker."""

    broker: "InProcessBroker"
    consumer: _Consumer
    stored: _Stored

    async def ack(self) -> None:
        """Forget the message."""
        self._free()
        self.broker.release(self.consumer.queue, self.stored)

    async def requeue(self) -> None:
        """Put the message back in front, or among the dead letters at the limit."""
        queue = self.consumer.queue
        self.stored.returns += 1
        limit = queue.declaration.delivery_limit
        if limit is not None and self.stored.returns > limit:
            self.broker.drop(queue, self.stored, "delivery_limit")
        else:
            queue.ready.appendleft(self.stored)
        self._free()

    async def forward(self, envelope: Envelope) -> None:
        """Publish to another queue."""
        await self.broker.publish(envelope)

    def _free(self) -> None:
        self.consumer.held -= 1
        self.broker.pump(self.consumer.queue)


class InProcessBroker:
    """A broker of one process. `clock` decides when waiting messages return."""

    is_embedded = True

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._is_started = False
        self._exchanges: set[str] = {""}
        self._bindings: set[Binding] = set()
        self._queues: dict[str, _Queue] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held = HeldMessages()

    async def start(self) -> None:
        """Nothing to connect to."""
        self._is_started = True

    async def stop(self) -> None:
        """End running deliveries and forget everything."""
        self._is_started = False
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._held.clear()
        self._queues.clear()
        self._bindings.clear()
        self._exchanges = {""}

    async def ping(self) -> None:
        """Raise DependencyMissing when not started."""
        if not self._is_started:
            raise DependencyMissing("the in-process broker is not started")

    async def declare(self, topology: Topology) -> None:
        """Create what is missing; raises TopologyMismatch for queues that differ."""
        await self.ping()
        found = [one for one in await self.diff(topology) if one.state == "different"]
        if found:
            raise mismatch(found)
        self._exchanges.update(exchange.name for exchange in topology.exchanges)
        self._bindings.update(topology.bindings)
        for queue in topology.queues:
            self._queues.setdefault(queue.name, _Queue(queue))

    async def diff(self, topology: Topology) -> tuple[Difference, ...]:
        """Return the exchanges and queues that are missing or differ."""
        await self.ping()
        found = [
            Difference("missing", "exchange", exchange.name)
            for exchange in topology.exchanges
            if exchange.name not in self._exchanges
        ]
        for queue in topology.queues:
            existing = self._queues.get(queue.name)
            if existing is None:
                found.append(Difference("missing", "queue", queue.name, queue=queue))
            elif existing.declaration != queue:
                detail = "its arguments are not as declared"
                found.append(
                    Difference("different", "queue", queue.name, detail, queue)
                )
        return tuple(found)

    async def recreate(
        self, queue: QueueDeclaration, bindings: tuple[Binding, ...]
    ) -> None:
        """Replace a queue's declaration; raises TopologyMismatch while consumed."""
        existing = self._queues.setdefault(queue.name, _Queue(queue))
        if existing.consumers:
            raise TopologyMismatch(
                f"queue '{queue.name}' has consumers; stop its workers first"
            )
        existing.declaration = queue
        self._bindings.update(bindings)

    async def publish(self, *envelopes: Envelope) -> None:
        """Route each envelope; raises the first failure after trying all."""
        failures = []
        for envelope in envelopes:
            try:
                self._route(envelope)
            except PublishFailed as error:
                failures.append(error)
        if failures:
            raise failures[0]
        await asyncio.sleep(0)

    def holds(self, message_id: str) -> bool:
        """Tell whether a handler has yet to be done with the message."""
        return message_id in self._held

    def on_release(self, callback: OnRelease) -> None:
        """Call `callback` with the id of each message that all handlers are done with."""
        self._held.on_release = callback

    async def consume(
        self, queue: str, on_delivery: OnDelivery, prefetch: int
    ) -> _Consumer:
        """Deliver the messages of `queue`; raises DependencyMissing if it is missing."""
        await self.ping()
        if queue not in self._queues:
            raise DependencyMissing(f"queue '{queue}' is not declared")
        consumer = _Consumer(self, self._queues[queue], on_delivery, prefetch)
        consumer.queue.consumers.append(consumer)
        self.pump(consumer.queue)
        return consumer

    async def count(self, queue: str) -> int:
        """Return how many messages wait in `queue`; raises DependencyMissing."""
        if queue not in self._queues:
            raise DependencyMissing(f"queue '{queue}' is not declared")
        return len(self._queues[queue].ready)

    def peek(self, queue: str) -> tuple[Envelope, ...]:
        """Return the messages that wait in `queue`, leaving them there."""
        return tuple(stored.envelope for stored in self._queues[queue].ready)

    def pump(self, queue: _Queue) -> None:
        """Hand out what is ready to who has room."""
        while queue.ready and (consumer := queue.next_consumer()) is not None:
            stored = queue.ready.popleft()
            consumer.held += 1
            delivery = Delivery(
                envelope=stored.envelope,
                queue=queue.declaration.name,
                redelivered=stored.returns > 0,
                port=_Port(self, consumer, stored),
            )
            self._spawn(self._deliver(consumer, delivery))

    def drop(self, queue: _Queue, stored: _Stored, reason: str) -> None:
        """Move a message where its queue sends what it drops."""
        target = queue.declaration.dead_letter_to
        if target is None or target not in self._queues:
            self.release(queue, stored)
            return
        headers: dict[str, HeaderValue] = dict(stored.envelope.headers)
        headers.setdefault("x-first-death-queue", queue.declaration.name)
        headers.setdefault("x-first-death-reason", reason)
        moved = replace(
            stored.envelope, exchange="", routing_key=target, headers=headers
        )
        self._store(self._queues[target], moved)
        self.release(queue, stored)

    def release(self, queue: _Queue, stored: _Stored) -> None:
        """Let go of a copy; a dead letter is nobody's any more."""
        if queue.declaration.role != "dead":
            self._held.remove(stored.envelope.message_id)

    def _route(self, envelope: Envelope) -> None:
        if not self._is_started:
            raise PublishFailed("the in-process broker is not started")
        if envelope.exchange not in self._exchanges:
            raise PublishFailed(f"exchange '{envelope.exchange}' does not exist")
        names = self._targets(envelope)
        if not names and envelope.mandatory:
            raise Unroutable(f"'{envelope.routing_key}' reached no queue")
        for name in names:
            self._store(self._queues[name], envelope)

    def _targets(self, envelope: Envelope) -> set[str]:
        if envelope.exchange == "":
            key = envelope.routing_key
            return {key} if key in self._queues else set()
        return {
            binding.queue
            for binding in self._bindings
            if binding.exchange == envelope.exchange
            and is_topic_match(binding.pattern, envelope.routing_key)
        }

    def _store(self, queue: _Queue, envelope: Envelope) -> None:
        stored = _Stored(envelope)
        queue.ready.append(stored)
        if queue.declaration.role != "dead":
            self._held.add(envelope.message_id)
        if queue.declaration.ttl_ms is not None:
            self._spawn(self._expire(queue, stored, queue.declaration.ttl_ms))
        else:
            self.pump(queue)

    async def _expire(self, queue: _Queue, stored: _Stored, ttl_ms: int) -> None:
        await self._clock.sleep(ttl_ms / 1000)
        if stored in queue.ready:
            queue.ready.remove(stored)
            self.drop(queue, stored, "expired")

    async def _deliver(self, consumer: _Consumer, delivery: Delivery) -> None:
        await consumer.on_delivery(delivery)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
