"""What the broker contract's tests share: a collector of deliveries and short topologies."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime

from aiormq.abc import AbstractChannel

from svcgen_runtime.messages import (
    AnyMessage,
    Broker,
    Delivery,
    Envelope,
    Handler,
    Message,
    Retry,
    ServiceAddress,
    Topology,
    compute_topology,
)
from svcgen_runtime.messages.envelope import Failure, Stamp, envelop
from svcgen_runtime.messages.rabbitmq import RabbitMQBroker, RabbitMQOptions

QUICK = Retry(attempts=3, first_delay=0.1, factor=2.0, max_delay=9.0, jitter=False)
NUMBERS = itertools.count(1)


class Ping(Message, topic="ping.sent", kind="event"):
    """An event with a number."""

    number: int


class Work(Message, topic="work.todo", kind="task"):
    """A task with a number."""

    number: int


def own_address() -> ServiceAddress:
    """A service that no other test uses."""
    return ServiceAddress(f"service{next(NUMBERS)}", "test")


async def ignore(message: Message) -> None:
    """Stand for the handler's function, which a broker never sees."""
    del message


def handler(name: str, topic: str, queue: str = "", **options: object) -> Handler:
    """A handler declaration with quick retries."""
    base = Handler(
        function=ignore,
        message=AnyMessage,
        name=name,
        queue=queue or name,
        topic=topic,
        retry=QUICK,
    )
    return replace_options(base, options)


def replace_options(base: Handler, options: dict[str, object]) -> Handler:
    """The handler with further options set."""
    values = {one.name: getattr(base, one.name) for one in fields(base) if one.init}
    return Handler(**{**values, **options})


def message(address: ServiceAddress, content: Message, topic: str = "") -> Envelope:
    """The envelope of `content` from `address`."""
    stamp = Stamp(correlation_id="c-1", now=datetime.now(UTC))
    return envelop(content, address, stamp, topic or None)


def failure(queue: str, error: str = "ValueError: broken") -> Failure:
    """A failure now."""
    return Failure(queue=queue, error=error, at=datetime.now(UTC))


async def declared(
    broker: Broker, address: ServiceAddress, *handlers: Handler
) -> Topology:
    """The topology of `handlers`, declared."""
    topology = compute_topology(address, handlers)
    await broker.declare(topology)
    return topology


async def remove_queues(broker: Broker, topology: Topology) -> None:
    """Delete what was declared: every quorum queue keeps two of the server's files."""
    if not isinstance(broker, RabbitMQBroker):
        return

    async def remove(channel: AbstractChannel) -> None:
        for queue in topology.queues:
            await channel.queue_delete(queue.name)

    await broker.request(remove)


class TidyBroker(RabbitMQBroker):
    """A broker that can delete what was declared through it."""

    def __init__(self, url: str, options: RabbitMQOptions | None = None) -> None:
        super().__init__(url, options)
        self._declared: list[Topology] = []

    async def declare(self, topology: Topology) -> None:
        """Declare, and remember."""
        self._declared.append(topology)
        await super().declare(topology)

    async def tidy(self) -> None:
        """Delete the queues of every topology."""
        for topology in self._declared:
            await remove_queues(self, topology)


async def acknowledge(delivery: Delivery) -> None:
    """The simplest consumer."""
    await delivery.ack()


async def keep(delivery: Delivery) -> None:
    """A consumer that does not answer."""
    del delivery


@dataclass
class Collector:
    """A consumer that remembers what it got, and then does as `then` says."""

    then: Callable[[Delivery], Awaitable[None]] = acknowledge
    got: list[Delivery] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    async def __call__(self, delivery: Delivery) -> None:
        """Take one delivery."""
        self.got.append(delivery)
        self.times.append(asyncio.get_running_loop().time())
        await self.then(delivery)

    @property
    def bodies(self) -> list[bytes]:
        """The bodies in the order they came."""
        return [delivery.envelope.body for delivery in self.got]

    async def wait(self, count: int, seconds: float = 5.0) -> None:
        """Return when `count` deliveries came; fails after `seconds`."""
        await until(lambda: len(self.got) >= count, seconds)


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Return when `condition` holds; fails after `seconds`."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def until_count(broker: Broker, queue: str, count: int) -> None:
    """Return when `queue` holds `count` ready messages; fails after 5 seconds."""
    async with asyncio.timeout(5):
        while await broker.count(queue) != count:
            await asyncio.sleep(0.01)
