"""What only a broker outside the process can do: break, restart and answer late."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from svcgen_runtime.errors import DependencyMissing, SettingsError
from svcgen_runtime.messages import PublishFailed, parse_broker_url
from svcgen_runtime.messages.rabbitmq import RabbitMQBroker, RabbitMQOptions
from svcgen_runtime.messages.rabbitmq_arguments import queue_arguments, read_features
from svcgen_runtime.messages.topology import QueueDeclaration
from tests.contract.broker_link import Link
from tests.contract.brokers import (
    Collector,
    Ping,
    TidyBroker,
    declared,
    handler,
    keep,
    message,
    own_address,
    until,
    until_count,
)

QUICK = RabbitMQOptions(
    reconnect_interval=0.1, publish_timeout=2.0, request_timeout=2.0
)


@pytest.fixture
async def link(rabbitmq_url: str) -> AsyncIterator[Link]:
    """A link to the broker that can fail."""
    async with Link(rabbitmq_url) as made:
        yield made


@pytest.fixture
async def broker(link: Link) -> AsyncIterator[RabbitMQBroker]:
    """A broker connected through the link."""
    made = TidyBroker(link.url, QUICK)
    await made.start()
    yield made
    await made.tidy()
    await made.stop()


async def test_a_consumer_outlives_its_connection(
    broker: RabbitMQBroker, link: Link
) -> None:
    """After its connection was cut a consumer goes on by itself; nothing is lost."""
    address = own_address()
    queue = address.queue("one")
    await declared(broker, address, handler("one", "ping.sent"))
    collector = Collector(then=keep)
    await broker.consume(queue, collector, 1)
    for number in range(3):
        await broker.publish(message(address, Ping(number=number)))
        await collector.wait(2 * number + 1)
        link.cut()
        await collector.wait(2 * number + 2)
        assert collector.got[-1].redelivered
        await collector.got[-1].ack()
    await until_count(broker, queue, 0)
    assert len(collector.got) == 6


async def test_settling_on_a_dead_channel_is_dropped(
    broker: RabbitMQBroker, link: Link, caplog: pytest.LogCaptureFixture
) -> None:
    """An ack that cannot arrive is logged and dropped: the broker delivers again."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    collector = Collector(then=keep)
    await broker.consume(address.queue("one"), collector, 1)
    await broker.publish(message(address, Ping(number=1)))
    await collector.wait(1)
    link.cut()
    await collector.wait(2)
    await collector.got[0].ack()
    assert "it will be delivered again" in caplog.text
    await collector.got[1].ack()


async def test_every_publish_under_cuts_arrives_or_raises(
    broker: RabbitMQBroker, link: Link
) -> None:
    """While the connection is cut again and again, what returned has arrived."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    accepted = set()
    for number in range(20):
        if number % 2:
            link.cut()
        ping = message(address, Ping(number=number))
        try:
            await broker.publish(ping)
            accepted.add(ping.body)
        except PublishFailed:
            continue
    collector = Collector()
    await broker.consume(address.queue("one"), collector, 50)
    await until(lambda: accepted <= set(collector.bodies))
    assert len(accepted) >= 10


async def test_a_silent_link_ends_a_publish_at_its_timeout(link: Link) -> None:
    """A publish whose bytes are swallowed raises PublishFailed when its time is over."""
    broker = RabbitMQBroker(link.url, replace(QUICK, publish_timeout=0.3))
    await broker.start()
    address = own_address()
    await declared(broker, address)
    link.is_silent = True
    begin = asyncio.get_running_loop().time()
    with pytest.raises(PublishFailed, match=r"not confirmed in 0\.3 s"):
        await broker.publish(message(address, Ping(number=1)))
    assert asyncio.get_running_loop().time() - begin < 1.0
    await broker.stop()


async def test_a_broker_that_starts_late_is_waited_for(rabbitmq_url: str) -> None:
    """Start goes on trying while the broker refuses, and then connects."""
    async with Link(rabbitmq_url) as link:
        link.is_refusing = True
        broker = RabbitMQBroker(link.url, QUICK)
        starting = asyncio.create_task(broker.start())
        await asyncio.sleep(0.25)
        assert not starting.done()
        link.is_refusing = False
        await asyncio.wait_for(starting, 5)
        await broker.ping()
        await broker.stop()


async def test_a_broker_that_is_not_there_is_a_missing_dependency() -> None:
    """Starting without a broker raises DependencyMissing, exit code 3, in time."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    options = RabbitMQOptions(start_timeout=0.3, reconnect_interval=0.1)
    broker = RabbitMQBroker(f"amqp://guest:secret@127.0.0.1:{port}/", options)
    with pytest.raises(DependencyMissing) as missing:
        await broker.start()
    assert missing.value.exit_code == 3
    assert "secret" not in str(missing.value)
    with pytest.raises(DependencyMissing):
        await broker.ping()


async def test_a_message_of_anybody_is_taken(broker: RabbitMQBroker) -> None:
    """A producer that sets no property gets its message delivered all the same."""
    address = own_address()
    await declared(broker, address, handler("one", "user.*"))
    await broker.request(
        lambda channel: channel.basic_publish(
            b'{"number":1}', exchange=address.exchange, routing_key="user.created"
        )
    )
    collector = Collector()
    await broker.consume(address.queue("one"), collector, 1)
    await collector.wait(1)
    envelope = collector.got[0].envelope
    assert envelope.body == b'{"number":1}'
    assert (envelope.topic, envelope.attempt) == ("user.created", 1)
    assert envelope.message_id
    assert envelope.correlation_id


@pytest.mark.parametrize(
    ("version", "work", "waiting"),
    [
        ("3.8.14", {"x-queue-type": "quorum"}, {"x-queue-type": "classic"}),
        (
            "3.10.8",
            {
                "x-queue-type": "quorum",
                "x-dead-letter-strategy": "at-least-once",
                "x-overflow": "reject-publish",
            },
            {
                "x-queue-type": "quorum",
                "x-dead-letter-strategy": "at-least-once",
                "x-overflow": "reject-publish",
            },
        ),
    ],
)
def test_arguments_follow_the_servers_version(
    version: str, work: dict[str, object], waiting: dict[str, object]
) -> None:
    """Limits and dead letters are always explicit; the rest is what the server knows."""
    features = read_features({"product": "RabbitMQ", "version": version})
    queue = QueueDeclaration("q", "work", dead_letter_to="q.dead", delivery_limit=3)
    assert queue_arguments(queue, features) == {
        "x-delivery-limit": 3,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": "q.dead",
        **work,
    }
    step = QueueDeclaration("q.retry.100", "retry", dead_letter_to="q", ttl_ms=100)
    assert queue_arguments(step, features) == {
        "x-message-ttl": 100,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": "q",
        **waiting,
    }


@pytest.mark.parametrize(
    ("product", "version"), [("RabbitMQ", "3.7.28"), ("LavinMQ", "2.0.0")]
)
def test_an_unfit_server_is_a_missing_dependency(product: str, version: str) -> None:
    """A server without quorum queues is refused by what it says of itself."""
    with pytest.raises(DependencyMissing, match=version):
        read_features({"product": product, "version": version})


def test_the_url_is_taken_apart() -> None:
    """`exchange` and `prefetch_count` are ours, the rest is the client's."""
    read = parse_broker_url(
        "amqp://u:p@host:5673/v?exchange=orders&prefetch_count=20&heartbeat=9"
    )
    assert (read.exchange, read.prefetch) == ("orders", 20)
    assert read.url == "amqp://u:p@host:5673/v?heartbeat=9"


@pytest.mark.parametrize(
    "url", ["http://u:secret@host/", "amqp://u:secret@host/?prefetch_count=0"]
)
def test_a_wrong_url_is_refused_without_showing_it(url: str) -> None:
    """The fault says what is wrong and never holds the password."""
    with pytest.raises(SettingsError) as refused:
        parse_broker_url(url)
    assert "secret" not in str(refused.value)
