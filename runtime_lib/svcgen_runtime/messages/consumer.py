"""The consumers of a worker: one for each queue of its handlers."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from svcgen_runtime.messages.address import ServiceAddress
from svcgen_runtime.messages.broker import Broker, Delivery, Subscription
from svcgen_runtime.messages.clock import Clock, SystemClock
from svcgen_runtime.messages.envelope import Failure
from svcgen_runtime.messages.handler_run import HandlerRunner, OpenUnitOfWork
from svcgen_runtime.messages.patterns import is_topic_match
from svcgen_runtime.messages.router import Handler

if TYPE_CHECKING:
    from svcgen_runtime.outbox.inbox import Inbox

log = logging.getLogger("svcgen_runtime.messages")

LAST_SECONDS = 1.0
"""How long cancelled handlers have to roll back and give their message back."""


@dataclass(frozen=True, slots=True)
class ConsumerOptions:
    """How a worker consumes.

    `prefetch` is how many unsettled messages a queue's consumer holds; None means as
    many as its handlers run at a time. `inbox` keeps a message from being dealt with
    twice; None where there is no database.
    """

    prefetch: int | None = None
    clock: Clock = field(default_factory=SystemClock)
    inbox: "Inbox | None" = None


class QueueConsumer:
    """Takes the deliveries of one queue and hands each to the handler it is for."""

    def __init__(
        self, queue: str, runners: Sequence[HandlerRunner], options: ConsumerOptions
    ) -> None:
        self.queue = queue
        self._runners = tuple(runners)
        self._options = options
        self._subscription: Subscription | None = None
        self._tasks: dict[asyncio.Task[object], Delivery] = {}
        self._is_stopping = asyncio.Event()

    @property
    def in_flight(self) -> int:
        """How many deliveries are being handled or wait for a slot."""
        return len(self._tasks)

    async def start(self, broker: Broker) -> None:
        """Begin to consume. Raises DependencyMissing when the queue is not there."""
        slots = sum(runner.handler.concurrency for runner in self._runners)
        prefetch = self._options.prefetch or slots
        self._subscription = await broker.consume(self.queue, self._receive, prefetch)

    async def stop_taking(self) -> None:
        """Take nothing new, and give back what has not begun."""
        self._is_stopping.set()
        if self._subscription is not None:
            await self._subscription.cancel()

    async def drain(self, deadline: float) -> None:
        """Wait for what is under way until the loop's time is `deadline`; then cancel
        it, which gives the messages back.
        """
        loop = asyncio.get_running_loop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=max(deadline - loop.time(), 0))
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_SECONDS)

    async def _receive(self, delivery: Delivery) -> None:
        if self._is_stopping.is_set():
            await delivery.requeue()
            return
        task = asyncio.current_task()
        assert task is not None
        self._tasks[task] = delivery
        try:
            runner = self._choose(delivery)
            if runner is None:
                await self._refuse(delivery)
            else:
                await runner.run(delivery, self._is_stopping)
        except Exception:
            # A fault of the runtime itself; the message must not stay in our hands.
            log.exception("message %s could not be settled", delivery)
            if not delivery.is_settled:
                await delivery.requeue()
        finally:
            del self._tasks[task]

    def _choose(self, delivery: Delivery) -> HandlerRunner | None:
        if len(self._runners) == 1:
            return self._runners[0]
        topic = delivery.envelope.topic
        for runner in self._runners:
            if is_topic_match(runner.handler.topic, topic):
                return runner
        return None

    async def _refuse(self, delivery: Delivery) -> None:
        topic = delivery.envelope.topic
        failure = Failure(
            queue=self.queue,
            error=f"no handler of this queue takes topic '{topic}'",
            at=self._options.clock.now(),
        )
        await delivery.dead_letter(failure)


class MessageConsumers:
    """All consumers of a worker.

    `open_unit_of_work` opens each delivery's unit of work. `start` begins to consume;
    `stop` ends within its grace period and about a second.
    """

    def __init__(
        self,
        broker: Broker,
        address: ServiceAddress,
        handlers: Sequence[Handler],
        open_unit_of_work: OpenUnitOfWork,
        options: ConsumerOptions | None = None,
    ) -> None:
        self._broker = broker
        chosen = options or ConsumerOptions()
        shared: dict[str, list[HandlerRunner]] = {}
        for handler in handlers:
            runner = HandlerRunner(
                handler, open_unit_of_work, chosen.clock, chosen.inbox
            )
            shared.setdefault(address.queue(handler.queue), []).append(runner)
        self.consumers = tuple(
            QueueConsumer(queue, runners, chosen) for queue, runners in shared.items()
        )

    @property
    def in_flight(self) -> int:
        """How many deliveries are being handled or wait for a slot."""
        return sum(consumer.in_flight for consumer in self.consumers)

    async def start(self) -> None:
        """Begin to consume every queue. Raises DependencyMissing for a missing one."""
        for consumer in self.consumers:
            await consumer.start(self._broker)

    async def stop(self, grace: float) -> None:
        """Stop consuming, let what runs end for `grace` seconds, give back the rest."""
        deadline = asyncio.get_running_loop().time() + grace
        await asyncio.gather(*(consumer.stop_taking() for consumer in self.consumers))
        await asyncio.gather(*(consumer.drain(deadline) for consumer in self.consumers))
