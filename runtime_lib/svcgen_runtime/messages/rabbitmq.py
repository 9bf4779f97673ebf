"""RabbitMQ, through aio-pika; the only module that imports it.

Every publish is confirmed, has a timeout, and a mandatory one that reaches no queue
raises. The broker object holds strong references to its connection, channels, queues
and exchanges, because aio-pika restores only what somebody still holds.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import aio_pika
from aio_pika.abc import (
    AbstractExchange,
    AbstractIncomingMessage,
    AbstractRobustChannel,
    AbstractRobustConnection,
    AbstractRobustQueue,
    HeadersType,
)
from aio_pika.connection import make_url
from aio_pika.exceptions import (
    CONNECTION_EXCEPTIONS,
    ChannelInvalidStateError,
    ChannelNotFoundEntity,
    ChannelPreconditionFailed,
    DeliveryError,
    PublishError,
)
from aiormq.abc import AbstractChannel, AbstractConnection

from svcgen_runtime.errors import DependencyMissing
from svcgen_runtime.fields import uuid7
from svcgen_runtime.messages.applying import (
    apply_topology,
    compare_topology,
    recreate_queue,
)
from svcgen_runtime.messages.broker import Delivery, DurableBroker, OnDelivery
from svcgen_runtime.messages.envelope import CONTENT_TYPE, Envelope, HeaderValue
from svcgen_runtime.messages.errors import PublishFailed, Unroutable
from svcgen_runtime.messages.rabbitmq_arguments import (
    RabbitMQOptions,
    ServerFeatures,
    read_features,
)
from svcgen_runtime.messages.rabbitmq_topology import (
    EntityDiffers,
    EntityMissing,
    TopologyRequests,
    find_count,
)
from svcgen_runtime.messages.topology import (
    Binding,
    Difference,
    QueueDeclaration,
    Topology,
)

__all__ = ["RabbitMQBroker", "RabbitMQOptions"]

log = logging.getLogger("svcgen_runtime.messages")
CHANNEL_PAUSE = 0.02  # seconds between looks at a channel that is being reopened

T = TypeVar("T")
AmqpFault = (*CONNECTION_EXCEPTIONS, asyncio.InvalidStateError)


@dataclass(slots=True)
class _Connected:
    """What exists while connected; held here so that aio-pika restores it."""

    connection: AbstractRobustConnection
    publishing: AbstractRobustChannel
    features: ServerFeatures
    exchanges: dict[str, AbstractExchange] = field(default_factory=dict)
    subscriptions: set["_Subscription"] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class _Subscription:
    channel: AbstractRobustChannel
    queue: AbstractRobustQueue
    tag: str
    timeout: float

    async def cancel(self) -> None:
        """Take no further deliveries; a dead channel has none to give."""
        try:
            await self.queue.cancel(self.tag, timeout=self.timeout)
        except (*AmqpFault, TimeoutError) as error:
            log.warning("consumer of %s not cancelled: %r", self.queue.name, error)


@dataclass(slots=True)
class _Port:
    """Settles one delivery on the channel it came by.

    That channel may be dead by now: its delivery tags died with it, and the broker has
    already put the message back. So a failure is logged and dropped.
    """

    broker: "RabbitMQBroker"
    message: AbstractIncomingMessage

    async def ack(self) -> None:
        """Tell the broker that the message is done."""
        await self._settle(self.message.ack, "acknowledged")

    async def requeue(self) -> None:
        """Give the message back; the queue's delivery limit counts it."""
        await self._settle(partial(self.message.nack, requeue=True), "requeued")

    async def forward(self, envelope: Envelope) -> None:
        """Publish to another queue and wait for the confirm."""
        await self.broker.publish(envelope)

    async def _settle(self, settle: Callable[[], Awaitable[None]], what: str) -> None:
        try:
            await settle()
        except AmqpFault as error:
            log.warning(
                "message %s not %s, it will be delivered again: %r",
                self.message.message_id,
                what,
                error,
            )


class RabbitMQBroker(DurableBroker):
    """A `Broker` on RabbitMQ 3.8 or newer.

    `url` is an AMQP URL without options of this runtime; see `parse_broker_url`.
    """

    def __init__(self, url: str, options: RabbitMQOptions | None = None) -> None:
        self._url = url
        self._options = options or RabbitMQOptions()
        self._connected: _Connected | None = None

    async def start(self) -> None:
        """Connect, waiting for a broker that is still starting.

        Raises DependencyMissing when it does not answer in `start_timeout` seconds.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._options.start_timeout
        while self._connected is None:
            try:
                self._connected = await self._connect()
            except (*AmqpFault, TimeoutError) as error:
                if loop.time() + self._options.reconnect_interval > deadline:
                    raise DependencyMissing(
                        f"RabbitMQ does not answer: {type(error).__name__}"
                    ) from error
                await asyncio.sleep(self._options.reconnect_interval)

    async def stop(self) -> None:
        """Disconnect; the broker delivers again what was not acknowledged."""
        connected, self._connected = self._connected, None
        if connected is None:
            return
        try:
            async with asyncio.timeout(self._options.request_timeout):
                await connected.connection.close()
        except (*AmqpFault, TimeoutError) as error:
            log.warning("connection to RabbitMQ not closed cleanly: %r", error)

    async def ping(self) -> None:
        """Raise DependencyMissing while there is no connection."""
        connected = self._connected
        if connected is None or not connected.connection.connected.is_set():
            raise DependencyMissing("RabbitMQ is not connected")

    async def declare(self, topology: Topology) -> None:
        """Create what is missing; raises TopologyMismatch when something differs."""
        await apply_topology(TopologyRequests(self), topology)

    async def diff(self, topology: Topology) -> tuple[Difference, ...]:
        """Return what is missing or differs.

        Bindings cannot be read by this protocol; `declare` adds them again.
        """
        return await compare_topology(TopologyRequests(self), topology)

    async def recreate(
        self, queue: QueueDeclaration, bindings: tuple[Binding, ...]
    ) -> None:
        """Replace `queue`, keeping its messages."""
        await recreate_queue(TopologyRequests(self), queue, bindings)

    async def publish(self, *envelopes: Envelope) -> None:
        """Send with confirms; raises the first failure after trying all."""
        if len(envelopes) == 1:
            await self._publish(envelopes[0])
            return
        outcomes = await asyncio.gather(
            *(self._publish(envelope) for envelope in envelopes),
            return_exceptions=True,
        )
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome

    async def consume(
        self, queue: str, on_delivery: OnDelivery, prefetch: int
    ) -> _Subscription:
        """Deliver the messages of `queue`; raises DependencyMissing if it is missing."""
        connected = self.require()
        seconds = self._options.request_timeout
        if await find_count(self, queue) is None:
            raise DependencyMissing(f"queue '{queue}' is not declared")
        channel = connected.connection.channel(publisher_confirms=False)
        await channel.initialize(timeout=seconds)
        await channel.set_qos(prefetch_count=prefetch, timeout=seconds)
        consumed = await channel.declare_queue(queue, passive=True, timeout=seconds)

        async def receive(message: AbstractIncomingMessage) -> None:
            await on_delivery(
                Delivery(
                    envelope=_open(message),
                    queue=queue,
                    redelivered=bool(message.redelivered),
                    port=_Port(self, message),
                )
            )

        tag = await consumed.consume(receive, timeout=seconds)
        subscription = _Subscription(channel, consumed, tag, seconds)
        connected.subscriptions.add(subscription)
        return subscription

    @property
    def features(self) -> ServerFeatures:
        """What the connected server can do."""
        return self.require().features

    async def count(self, queue: str) -> int:
        """Return how many messages wait in `queue`; raises DependencyMissing."""
        waiting = await find_count(self, queue)
        if waiting is None:
            raise DependencyMissing(f"queue '{queue}' is not declared")
        return waiting

    async def _connect(self) -> _Connected:
        options = self._options
        interval, heartbeat = options.reconnect_interval, options.heartbeat
        url = make_url(self._url, reconnect_interval=interval, heartbeat=heartbeat)
        # connect_robust() would leave a connection that failed to whoever collects it
        connection = aio_pika.RobustConnection(url)
        try:
            await connection.connect(timeout=options.request_timeout)
            publishing = connection.channel(on_return_raises=True)
            await publishing.initialize(timeout=options.request_timeout)
            features = read_features(_underlay(connection).server_properties)
        except BaseException:
            await connection.close()
            raise
        return _Connected(connection, publishing, features)

    def require(self) -> _Connected:
        """Return what exists while connected; raises DependencyMissing."""
        if self._connected is None:
            raise DependencyMissing("RabbitMQ is not connected")
        return self._connected

    async def _publish(self, envelope: Envelope) -> None:
        if self._connected is None:
            raise PublishFailed("RabbitMQ is not connected")
        what = f"message {envelope.message_id} to '{envelope.routing_key}'"
        try:
            async with asyncio.timeout(self._options.publish_timeout):
                while True:
                    if await self._try_publish(self._connected, envelope):
                        return
                    await asyncio.sleep(CHANNEL_PAUSE)
        except PublishError as error:
            raise Unroutable(f"{what} reached no queue") from error
        except DeliveryError as error:
            raise PublishFailed(f"{what} was refused by RabbitMQ") from error
        except TimeoutError as error:
            seconds = self._options.publish_timeout
            raise PublishFailed(f"{what} not confirmed in {seconds:g} s") from error
        except AmqpFault as error:
            raise PublishFailed(f"{what}: {type(error).__name__}") from error

    async def _try_publish(self, connected: _Connected, envelope: Envelope) -> bool:
        """Send once; False when the channel is between its end and its reopening."""
        await connected.publishing.ready()
        exchange = await self._exchange(connected, envelope.exchange)
        try:
            await exchange.publish(
                _close(envelope), envelope.routing_key, mandatory=envelope.mandatory
            )
        except ChannelInvalidStateError:
            return False
        return True

    async def _exchange(self, connected: _Connected, name: str) -> AbstractExchange:
        if name == "":
            return connected.publishing.default_exchange
        known = connected.exchanges.get(name)
        if known is None:
            known = await connected.publishing.get_exchange(name, ensure=False)
            connected.exchanges[name] = known
        return known

    async def request(self, action: Callable[[AbstractChannel], Awaitable[T]]) -> T:
        """Run `action`, which may be repeated, on a channel that an error may close.

        Raises EntityMissing and EntityDiffers for the broker's two refusals,
        DependencyMissing when there is no answer in `request_timeout` seconds.
        """
        connection, fault = self.require().connection, ""
        try:
            async with asyncio.timeout(self._options.request_timeout):
                while True:
                    try:
                        await connection.ready()
                        return await _run_on_channel(_underlay(connection), action)
                    except AmqpFault as error:
                        # The connection is on its way out or back in.
                        fault = f": {type(error).__name__}"
                    await asyncio.sleep(CHANNEL_PAUSE)
        except TimeoutError as error:
            raise DependencyMissing(f"RabbitMQ does not answer{fault}") from error

    async def move(self, source: str, target: str) -> None:
        """Move what waits in `source`, each message confirmed before it is acked."""
        connection = self.require().connection
        async with connection.channel(publisher_confirms=False) as channel:
            queue = await channel.get_queue(source, ensure=False)
            while (message := await queue.get(fail=False)) is not None:
                copy = replace(
                    _open(message), exchange="", routing_key=target, mandatory=True
                )
                await self.publish(copy)
                await message.ack()


def _underlay(connection: AbstractRobustConnection) -> AbstractConnection:
    """Return the connection itself, whose channels nothing restores."""
    if connection.transport is None:
        raise ConnectionError("no connection")
    return connection.transport.connection


async def _run_on_channel(
    connection: AbstractConnection, action: Callable[[AbstractChannel], Awaitable[T]]
) -> T:
    channel = await connection.channel()
    try:
        return await action(channel)
    except ChannelNotFoundEntity as error:
        raise EntityMissing(str(error)) from error
    except ChannelPreconditionFailed as error:
        raise EntityDiffers(str(error)) from error
    finally:
        if not channel.is_closed:
            await channel.close()


def _close(envelope: Envelope) -> aio_pika.Message:
    headers: HeadersType = {**envelope.headers}
    return aio_pika.Message(
        envelope.body,
        headers=headers,
        content_type=envelope.content_type,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        correlation_id=envelope.correlation_id,
        message_id=envelope.message_id,
        timestamp=envelope.timestamp,
        type=envelope.type,
    )


def _open(message: AbstractIncomingMessage) -> Envelope:
    """Return what arrived; a foreign producer may have left properties out."""
    message_id = message.message_id or str(uuid7())
    headers: dict[str, HeaderValue] = {
        key: value
        for key, value in message.headers.items()
        if isinstance(value, str | int)
    }
    return Envelope(
        exchange=message.exchange or "",
        routing_key=message.routing_key or "",
        body=message.body,
        message_id=message_id,
        correlation_id=message.correlation_id or message_id,
        timestamp=message.timestamp or datetime.now(UTC),
        type=message.type or "",
        headers=headers,
        content_type=message.content_type or CONTENT_TYPE,
    )
