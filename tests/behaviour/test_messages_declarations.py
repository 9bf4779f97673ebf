"""Declaring messages, handlers and retry policies; nothing connects here."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from svcgen_runtime.errors import NotInUnitOfWork, RuntimeFault, SettingsError
from svcgen_runtime.messages import (
    ConsumerRouter,
    Handler,
    InProcessBroker,
    ManualClock,
    Message,
    Retry,
    ServiceAddress,
    ack,
    collect_handlers,
    compute_topology,
    retry_later,
    select_handlers,
)
from svcgen_runtime.messages.errors import SettlementNotManual
from svcgen_runtime.messages.patterns import is_topic_match
from svcgen_runtime.messages.retry import round_up_delay_ms
from tests.contract.brokers import Collector, Ping, declared, failure, handler, message


class Everything(Message, topic="all.kinds", kind="task", version=2, name="Renamed"):
    """A message of many types."""

    id: UUID
    total: Decimal
    day: date
    at: datetime
    took: timedelta
    content: bytes


def test_class_keywords_are_the_messages_declaration() -> None:
    """Topic, kind, version and name are read from the class; the name defaults to it."""
    assert (Everything.message_topic, Everything.message_kind) == ("all.kinds", "task")
    assert (Everything.message_version, Everything.message_name) == (2, "Renamed")
    assert (Ping.message_version, Ping.message_name) == (1, "Ping")


def test_every_type_travels_as_json() -> None:
    """Decimals, dates, durations, uuids and bytes come back as they went."""
    sent = Everything(
        id=UUID(int=5),
        total=Decimal("12.50"),
        day=date(2026, 3, 4),
        at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        took=timedelta(minutes=90),
        content=b"\x00\xff",
    )
    body = sent.model_dump_json()
    assert Everything.model_validate_json(body) == sent
    assert '"total":"12.50"' in body
    assert '"took":"PT1H30M"' in body
    assert '"content":"AP8="' in body


def test_a_message_cannot_be_changed_and_ignores_newer_fields() -> None:
    """A message is frozen; a field that only a newer sender knows does no harm."""
    ping = Ping.model_validate_json(b'{"number": 1, "newer": true}')
    with pytest.raises(ValidationError):
        setattr(ping, "number", 2)  # noqa: B010


async def test_publishing_outside_a_unit_of_work_says_so() -> None:
    """Nothing is published where nothing could be committed."""
    with pytest.raises(NotInUnitOfWork):
        await Ping(number=1).publish()


def test_settling_outside_a_handler_says_so() -> None:
    """ack and its kin belong to a handler."""
    with pytest.raises(SettlementNotManual):
        ack()
    with pytest.raises(ValueError, match="0 seconds or more"):
        retry_later(-1)


def test_handlers_are_chosen_by_name_and_group() -> None:
    """Names and groups add up, sharers of a queue come along, all is the default."""
    router = ConsumerRouter(group="mail")
    for name, queue in (("one", "shared"), ("two", "shared"), ("three", "three")):
        router.handle(Ping, name=name, queue=queue, topic="ping.sent")(take)
    router.handle(Ping, name="four", group="other")(take)
    handlers = collect_handlers([router])
    assert names_of(select_handlers(handlers)) == ["one", "two", "three", "four"]
    assert names_of(select_handlers(handlers, ["one"])) == ["one", "two"]
    assert names_of(select_handlers(handlers, (), ["other"])) == ["four"]
    both = select_handlers(handlers, ["three"], ["other"])
    assert names_of(both) == ["three", "four"]


def names_of(handlers: Sequence[Handler]) -> list[str]:
    """The handlers' names."""
    return [one.name for one in handlers]


async def take(ping: Ping) -> None:
    """A handler."""
    del ping


async def take_any(message: Message) -> None:
    """A handler of anything."""
    del message


def test_an_unknown_handler_is_an_error_with_a_hint() -> None:
    """Every unknown name and group is listed, with what was perhaps meant."""
    router = ConsumerRouter()
    router.handle(Ping, name="send_receipt", group="mail")(take)
    with pytest.raises(SettingsError) as refused:
        select_handlers(router.handlers, ["send_reciept", "x"], ["mial"])
    assert refused.value.exit_code == 2
    assert refused.value.faults == (
        "unknown handler 'send_reciept'; did you mean 'send_receipt'?",
        "unknown handler 'x'",
        "unknown group 'mial'; did you mean 'mail'?",
    )


def test_a_declaration_that_cannot_work_is_refused() -> None:
    """A name used twice, no topic, and options out of range are faults."""
    router = ConsumerRouter()
    router.handle(Ping)(take)
    router.handle(Ping)(take)
    with pytest.raises(RuntimeFault, match="declared twice"):
        collect_handlers([router])
    with pytest.raises(RuntimeFault, match="no topic"):
        router.handle(Message)(take_any)
    for declare in (
        router.handle(Ping, concurrency=0),
        router.handle(Ping, timeout=0.0),
        router.handle(Ping, redelivery_limit=0),
    ):
        with pytest.raises(RuntimeFault):
            declare(take)
    address = ServiceAddress("shop", "test")
    unlike = [
        handler("a", "x", queue="q"),
        handler("b", "y", queue="q", redelivery_limit=2),
    ]
    with pytest.raises(RuntimeFault, match="share queue"):
        compute_topology(address, unlike)


def test_a_policy_doubles_up_to_its_most() -> None:
    """Delays grow by the factor, stop at the most, and end with the attempts."""
    policy = Retry(attempts=5, first_delay=1, factor=3, max_delay=10, jitter=False)
    delays = [policy.choose_delay_ms(attempt) for attempt in range(1, 6)]
    assert delays == [1000, 3000, 9000, 10_000, None]
    assert policy.steps_ms() == (1000, 3000, 9000, 10_000)


@given(
    attempts=st.integers(1, 12),
    first=st.floats(0.01, 100),
    factor=st.floats(1, 10),
    chance=st.floats(0, 1),
)
def test_every_delay_has_its_queue(
    attempts: int, first: float, factor: float, chance: float
) -> None:
    """Whatever is drawn, the delay is a declared step within 5 % of the policy's."""
    jittered = Retry(attempts=attempts, first_delay=first, factor=factor)
    plain = Retry(attempts=attempts, first_delay=first, factor=factor, jitter=False)
    for attempt in range(1, attempts):
        drawn = jittered.choose_delay_ms(attempt, chance)
        exact = plain.choose_delay_ms(attempt)
        assert drawn in jittered.steps_ms()
        assert exact is not None
        assert abs(drawn - exact) <= exact * 0.05 + 1


@pytest.mark.parametrize(
    ("attempts", "first", "factor", "most"),
    [(0, 1, 2, 9), (3, 0, 2, 9), (3, 1, 0.5, 9), (3, 1, 2, 0)],
)
def test_a_policy_that_cannot_be_followed_is_refused(
    attempts: int, first: float, factor: float, most: float
) -> None:
    """No attempts, no delay and shrinking delays are ValueErrors."""
    with pytest.raises(ValueError, match="retry policy"):
        Retry(attempts=attempts, first_delay=first, factor=factor, max_delay=most)


def test_retry_later_rounds_up() -> None:
    """A delay becomes the next step, and at most an hour."""
    asked = (0, 1, 1.1, 40, 299, 3601)
    assert [round_up_delay_ms(delay) for delay in asked] == [
        1000,
        1000,
        5000,
        60_000,
        300_000,
        3_600_000,
    ]


@pytest.mark.parametrize(
    ("pattern", "topic", "matches"),
    [
        ("order.placed", "order.placed", True),
        ("order.*", "order.placed", True),
        ("order.*", "order", False),
        ("order.*", "order.placed.eu", False),
        ("*", "order", True),
        ("*", "order.placed", False),
        ("#", "", True),
        ("#", "a.b.c", True),
        ("order.#", "order", True),
        ("order.#", "order.placed.eu", True),
        ("order.#", "orders.placed", False),
        ("#.eu", "eu", True),
        ("#.eu", "order.placed.eu", True),
        ("#.eu", "neu", False),
        ("order.#.eu", "order.eu", True),
        ("order.#.eu", "order.a.b.eu", True),
        ("order.#.eu", "order.eux", False),
        ("*.#", "order", True),
        ("*.#", "order.placed", True),
        ("#.*", "order", True),
        ("#.#", "a", True),
        ("a.b+", "a.bb", False),
    ],
)
def test_patterns_match_as_a_topic_exchange(
    pattern: str, topic: str, matches: bool
) -> None:
    """`*` is one word, `#` any number of words."""
    assert is_topic_match(pattern, topic) is matches


async def test_a_moved_clock_replaces_waiting() -> None:
    """A retry of an hour takes no time when the clock is moved."""
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    broker = InProcessBroker(clock)
    await broker.start()
    address = ServiceAddress("clocked", "test")
    slow = Retry(attempts=2, first_delay=3600, max_delay=3600, jitter=False)
    await declared(broker, address, handler("one", "ping.sent", retry=slow))
    collector = Collector(then=lambda delivery: asyncio.sleep(0))
    await broker.consume(address.queue("one"), collector, 5)
    begin = time.monotonic()
    await broker.publish(message(address, Ping(number=1)))
    await collector.wait(1)
    await collector.got[0].retry(failure(address.queue("one")), 3_600_000)
    await clock.advance(3599)
    assert len(collector.got) == 1
    await clock.advance(1)
    assert len(collector.got) == 2
    assert time.monotonic() - begin < 1
    await broker.stop()
