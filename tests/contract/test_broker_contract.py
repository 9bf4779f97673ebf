"""What every broker does: one suite for the in-process broker and for RabbitMQ."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from svcgen_runtime.errors import DependencyMissing, TopologyMismatch
from svcgen_runtime.messages import (
    AlreadySettled,
    Broker,
    InProcessBroker,
    PublishFailed,
    Retry,
    Unroutable,
    accept,
    compute_topology,
    declare_topology,
)
from tests.contract.brokers import (
    Collector,
    Ping,
    TidyBroker,
    Work,
    declared,
    failure,
    handler,
    keep,
    message,
    own_address,
    until,
    until_count,
)


@pytest.fixture(params=["in-process", "rabbitmq"])
async def broker(request: pytest.FixtureRequest) -> AsyncIterator[Broker]:
    """A started broker of each kind."""
    made: Broker
    if request.param == "rabbitmq":
        made = TidyBroker(request.getfixturevalue("rabbitmq_url"))
    else:
        made = InProcessBroker()
    await made.start()
    yield made
    if isinstance(made, TidyBroker):
        await made.tidy()
    await made.stop()


async def test_a_message_reaches_every_queue_whose_pattern_matches(
    broker: Broker,
) -> None:
    """A topic goes to the exact binding, `*`, and `#`, and to no other queue."""
    address = own_address()
    patterns = {
        "exact": "order.placed",
        "star": "order.*",
        "hash": "#",
        "all_orders": "order.#",
        "other": "user.*",
        "deeper": "order.*.eu",
    }
    await declared(broker, address, *(handler(n, t) for n, t in patterns.items()))
    await broker.publish(message(address, Ping(number=1), "order.placed"))
    for name in ("exact", "star", "hash", "all_orders"):
        await until_count(broker, address.queue(name), 1)
    assert await broker.count(address.queue("other")) == 0
    assert await broker.count(address.queue("deeper")) == 0


async def test_everything_on_the_envelope_arrives(broker: Broker) -> None:
    """Body, properties and headers arrive as they were sent."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    sent = message(address, Ping(number=7))
    await broker.publish(sent)
    collector = Collector()
    await broker.consume(address.queue("one"), collector, 1)
    await collector.wait(1)
    assert replace(collector.got[0].envelope, mandatory=sent.mandatory) == sent
    assert collector.got[0].redelivered is False


async def test_an_event_without_a_listener_is_no_error(broker: Broker) -> None:
    """Publishing an event that reaches no queue returns."""
    address = own_address()
    await declared(broker, address)
    await broker.publish(message(address, Ping(number=1)))


async def test_a_task_without_a_queue_raises(broker: Broker) -> None:
    """Publishing a task that reaches no queue raises Unroutable."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    with pytest.raises(Unroutable):
        await broker.publish(message(address, Work(number=1)))


async def test_a_missing_exchange_raises_and_does_not_last(broker: Broker) -> None:
    """Publishing to an exchange that is not there raises; the next publish works."""
    address, nowhere = own_address(), own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    with pytest.raises(PublishFailed):
        await broker.publish(message(nowhere, Work(number=1)))
    await broker.publish(message(address, Ping(number=1)))
    await until_count(broker, address.queue("one"), 1)


async def test_one_that_fails_does_not_stop_the_others(broker: Broker) -> None:
    """A flush with an unroutable task raises, and sends the rest in order."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    pings = [message(address, Ping(number=number)) for number in range(20)]
    with pytest.raises(Unroutable):
        await broker.publish(*pings[:10], message(address, Work(number=1)), *pings[10:])
    collector = Collector()
    await broker.consume(address.queue("one"), collector, 1)
    await collector.wait(20)
    assert collector.bodies == [ping.body for ping in pings]


async def test_an_acknowledged_message_is_gone(broker: Broker) -> None:
    """After ack and a new consumer nothing comes again."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(message(address, Ping(number=1)))
    first, second = Collector(), Collector()
    subscription = await broker.consume(address.queue("one"), first, 5)
    await first.wait(1)
    await subscription.cancel()
    await broker.consume(address.queue("one"), second, 5)
    await asyncio.sleep(0.05)
    assert (len(first.got), len(second.got)) == (1, 0)


async def test_prefetch_bounds_what_is_unsettled(broker: Broker) -> None:
    """A consumer holds at most `prefetch` messages; settling one brings the next."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(*(message(address, Ping(number=n)) for n in range(5)))
    collector = Collector(then=keep)
    await broker.consume(address.queue("one"), collector, 2)
    await collector.wait(2)
    await asyncio.sleep(0.05)
    assert len(collector.got) == 2
    await collector.got[0].ack()
    await collector.wait(3)


async def test_a_requeued_message_comes_again_marked(broker: Broker) -> None:
    """What is given back is delivered again, marked as redelivered."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(message(address, Ping(number=1)))
    collector = Collector(then=keep)
    await broker.consume(address.queue("one"), collector, 1)
    await collector.wait(1)
    await collector.got[0].requeue()
    await collector.wait(2)
    assert collector.got[1].redelivered is True
    await collector.got[1].ack()


async def test_the_delivery_limit_ends_a_poisonous_message(broker: Broker) -> None:
    """A message given back for ever is delivered limit + 1 times, then is dead."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent", redelivery_limit=3))
    await broker.publish(message(address, Ping(number=1)))
    collector = Collector(then=lambda delivery: delivery.requeue())
    await broker.consume(address.queue("one"), collector, 1)
    dead = address.queue("one") + ".dead"
    await until_count(broker, dead, 1)
    assert len(collector.got) == 4
    grave = Collector()
    await broker.consume(dead, grave, 1)
    await grave.wait(1)
    assert grave.got[0].envelope.headers["x-first-death-reason"] == "delivery_limit"


async def test_a_retry_comes_back_after_its_delay(broker: Broker) -> None:
    """A retried message waits its step and returns with the failure on it."""
    address = own_address()
    queue = address.queue("one")
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(message(address, Ping(number=1)))
    collector = Collector(then=keep)
    await broker.consume(queue, collector, 1)
    await collector.wait(1)
    await collector.got[0].retry(failure(queue), 200)
    await collector.wait(2)
    waited = collector.times[1] - collector.times[0]
    assert 0.19 <= waited < 0.6
    second = collector.got[1]
    assert second.envelope.attempt == 2
    assert second.envelope.topic == "ping.sent"
    assert second.envelope.headers["x-last-error"] == "ValueError: broken"
    assert second.envelope.message_id == collector.got[0].envelope.message_id
    await second.ack()


async def test_a_short_retry_is_not_blocked_by_a_long_one(broker: Broker) -> None:
    """A message that waits shortly overtakes one that began to wait long before it."""
    address = own_address()
    queue = address.queue("one")
    slow = handler("one", "ping.sent", retry=replace_delay(3.0))
    await declared(broker, address, slow)
    await broker.publish(*(message(address, Ping(number=n)) for n in range(2)))
    collector = Collector(then=keep)
    await broker.consume(queue, collector, 2)
    await collector.wait(2)
    await collector.got[0].retry(failure(queue), 3000)
    await collector.got[1].retry(failure(queue), 100)
    await collector.wait(3, seconds=1.5)
    assert collector.bodies[2] == b'{"number":1}'


def replace_delay(seconds: float) -> Retry:
    """A policy with the steps 0.1 s and `seconds`."""
    return Retry(
        attempts=3, first_delay=0.1, factor=90, max_delay=seconds, jitter=False
    )


async def test_a_dead_letter_carries_its_reason(broker: Broker) -> None:
    """A dead letter is in the dead queue with reason and origin, not in its own."""
    address = own_address()
    queue = address.queue("one")
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(message(address, Ping(number=1)))
    collector, grave = Collector(then=keep), Collector()
    await broker.consume(queue, collector, 1)
    await collector.wait(1)
    await collector.got[0].dead_letter(failure(queue, "ValueError: no such order"))
    await broker.consume(f"{queue}.dead", grave, 1)
    await grave.wait(1)
    headers = grave.got[0].envelope.headers
    assert headers["x-last-error"] == "ValueError: no such order"
    assert headers["x-origin-queue"] == queue
    assert headers["x-origin-topic"] == "ping.sent"
    assert grave.got[0].envelope.body == b'{"number":1}'
    assert await broker.count(queue) == 0


async def test_a_delivery_is_settled_once(broker: Broker) -> None:
    """Settling again raises AlreadySettled and moves nothing."""
    address = own_address()
    queue = address.queue("one")
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(message(address, Ping(number=1)))
    collector = Collector()
    await broker.consume(queue, collector, 1)
    await collector.wait(1)
    await until(lambda: collector.got[0].is_settled)
    with pytest.raises(AlreadySettled):
        await collector.got[0].dead_letter(failure(queue))
    with pytest.raises(AlreadySettled):
        await collector.got[0].requeue()
    assert await broker.count(f"{queue}.dead") == 0


async def test_a_move_that_fails_gives_the_message_back(broker: Broker) -> None:
    """When the waiting queue is not there, the original returns to its queue."""
    address = own_address()
    queue = address.queue("one")
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(message(address, Ping(number=1)))
    collector = Collector(then=keep)
    await broker.consume(queue, collector, 1)
    await collector.wait(1)
    with pytest.raises(PublishFailed):
        await collector.got[0].retry(failure(queue), 12_345)
    await collector.wait(2)
    await collector.got[1].ack()


async def test_a_cancelled_consumer_can_still_settle(broker: Broker) -> None:
    """After cancel nothing new comes, and what is in hand can be acknowledged."""
    address = own_address()
    queue = address.queue("one")
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(message(address, Ping(number=1)))
    collector = Collector(then=keep)
    subscription = await broker.consume(queue, collector, 5)
    await collector.wait(1)
    await subscription.cancel()
    await broker.publish(message(address, Ping(number=2)))
    await until_count(broker, queue, 1)
    await collector.got[0].ack()
    assert len(collector.got) == 1
    after = Collector()
    await broker.consume(queue, after, 5)
    await after.wait(1)
    await asyncio.sleep(0.05)
    assert after.bodies == [b'{"number":2}']


async def test_consumers_of_one_queue_share_it(broker: Broker) -> None:
    """Two consumers of a queue get each message once between them."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    left, right = Collector(), Collector()
    await broker.consume(address.queue("one"), left, 1)
    await broker.consume(address.queue("one"), right, 1)
    await broker.publish(*(message(address, Ping(number=n)) for n in range(20)))
    await until(lambda: len(left.got) + len(right.got) == 20)
    assert left.got
    assert right.got
    assert len(set(left.bodies + right.bodies)) == 20


async def test_a_single_active_queue_has_one_consumer(broker: Broker) -> None:
    """All messages go to the first consumer, and to the next when it has left."""
    address = own_address()
    one = handler("one", "ping.sent", is_single_active=True)
    await declared(broker, address, one)
    left, right = Collector(), Collector()
    first = await broker.consume(address.queue("one"), left, 1)
    await broker.consume(address.queue("one"), right, 1)
    await broker.publish(*(message(address, Ping(number=n)) for n in range(5)))
    await left.wait(5)
    await first.cancel()
    await broker.publish(message(address, Ping(number=5)))
    await right.wait(1)
    assert (len(left.got), len(right.got)) == (5, 1)


async def test_a_missing_queue_cannot_be_consumed(broker: Broker) -> None:
    """Consuming a queue that is not declared raises DependencyMissing."""
    with pytest.raises(DependencyMissing):
        await broker.consume(own_address().queue("nothing"), Collector(), 1)


async def test_a_foreign_exchange_is_bound_beside_our_own(broker: Broker) -> None:
    """A message of another service arrives by that service's exchange."""
    address, other = own_address(), own_address()
    foreign = handler(
        "on_user", "user.created", exchange=other.service + ".{environment}"
    )
    await declared(broker, other)
    await declared(broker, address, foreign)
    await broker.publish(message(other, Ping(number=1), "user.created"))
    await broker.publish(message(address, Ping(number=2), "user.created"))
    collector = Collector()
    await broker.consume(address.queue("on_user"), collector, 2)
    await collector.wait(1)
    await asyncio.sleep(0.05)
    assert collector.bodies == [b'{"number":1}']


async def test_declaring_again_changes_nothing(broker: Broker) -> None:
    """The same topology can be declared twice, and then nothing differs."""
    address = own_address()
    topology = compute_topology(address, [handler("one", "ping.sent")])
    assert {one.state for one in await broker.diff(topology)} == {"missing"}
    await broker.declare(topology)
    await broker.declare(topology)
    assert await broker.diff(topology) == ()


async def test_another_declaration_of_a_queue_is_refused(broker: Broker) -> None:
    """A queue that exists otherwise raises TopologyMismatch, which is exit code 4."""
    address = own_address()
    queue = address.queue("one")
    await declared(broker, address, handler("one", "ping.sent"))
    changed = compute_topology(
        address, [handler("one", "ping.sent", redelivery_limit=7)]
    )
    (difference,) = await broker.diff(changed)
    assert (difference.state, difference.name) == ("different", queue)
    with pytest.raises(TopologyMismatch) as refused:
        await broker.declare(changed)
    assert refused.value.exit_code == 4
    with pytest.raises(TopologyMismatch):
        await declare_topology(broker, changed)


async def test_a_forced_declaration_keeps_the_messages(broker: Broker) -> None:
    """Replacing a queue keeps its messages and bindings, and nothing differs then."""
    address = own_address()
    queue = address.queue("one")
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(*(message(address, Ping(number=n)) for n in range(3)))
    changed = compute_topology(
        address, [handler("one", "ping.sent", redelivery_limit=7)]
    )
    await declare_topology(broker, changed, accept)
    assert await broker.diff(changed) == ()
    await broker.publish(message(address, Ping(number=3)))
    collector = Collector()
    await broker.consume(queue, collector, 1)
    await collector.wait(4)
    assert collector.bodies == [b'{"number":%d}' % number for number in range(4)]


async def test_a_queue_in_use_is_not_replaced(broker: Broker) -> None:
    """Replacing a queue that somebody consumes is refused, and loses nothing."""
    address = own_address()
    await declared(broker, address, handler("one", "ping.sent"))
    await broker.publish(message(address, Ping(number=1)))
    collector = Collector(then=keep)
    await broker.consume(address.queue("one"), collector, 1)
    await collector.wait(1)
    changed = compute_topology(
        address, [handler("one", "ping.sent", redelivery_limit=7)]
    )
    with pytest.raises(TopologyMismatch, match="consumers"):
        await declare_topology(broker, changed, accept)
    await collector.got[0].ack()
