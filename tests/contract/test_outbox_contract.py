"""The outbox on SQLite and PostgreSQL: what is kept leaves once, in order, come what may."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from svcgen_runtime.database import Databases, create_all
from svcgen_runtime.fields import uuid7
from svcgen_runtime.messages import Envelope, InProcessBroker, ManualClock
from svcgen_runtime.outbox import (
    OUTBOX,
    RUNTIME_TABLES,
    ClaimingStore,
    LockingStore,
    Once,
    Outbox,
    OutboxStore,
    Staged,
)
from svcgen_runtime.outbox.keys import PayloadPolicy, TimePolicy
from svcgen_runtime.outbox.store import SENT, Fate, Outcome

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MakeStore = Callable[[AsyncEngine], OutboxStore]
STORES: dict[str, tuple[str, MakeStore]] = {
    "sqlite": ("sqlite", lambda engine: ClaimingStore(engine, is_alone=False)),
    "postgresql": ("postgresql", LockingStore),
    "claims-on-postgresql": (
        "postgresql",
        lambda engine: ClaimingStore(engine, is_alone=False),
    ),
}


@pytest.fixture(params=("sqlite", "postgresql"))
async def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Databases]:
    """A database with the runtime's tables, empty."""
    async for one in _open(request, str(request.param), tmp_path_factory):
        yield one


@pytest.fixture(params=tuple(STORES))
async def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[AsyncEngine, MakeStore]]:
    """An engine, and how a store on it is made."""
    kind, make = STORES[request.param]
    async for databases in _open(request, kind, tmp_path_factory):
        yield databases.engine(), make


async def _open(
    request: pytest.FixtureRequest, kind: str, folders: pytest.TempPathFactory
) -> AsyncIterator[Databases]:
    file = folders.mktemp("outbox") / "main.db"
    postgresql = kind == "postgresql"
    url = request.getfixturevalue("postgres_url") if postgresql else f"sqlite:///{file}"
    databases = Databases({"main": url})
    await create_all(databases.engine(), RUNTIME_TABLES)
    yield databases
    async with databases.engine().begin() as connection:
        await connection.run_sync(RUNTIME_TABLES.drop_all)
    await databases.stop()


def staged(number: int, at: datetime = NOW, once: Once | None = None) -> Staged:
    """A message with a number as its body."""
    envelope = Envelope(
        exchange="x",
        routing_key="number.said",
        body=str(number).encode(),
        message_id=str(uuid7()),
        correlation_id="c",
        timestamp=NOW,
        type="s.Number.v1",
        headers={"x-attempt": 1},
    )
    return Staged(envelope, NOW, at, once)


async def keep(engine: AsyncEngine, *messages: Staged) -> None:
    """Write messages in a transaction of their own."""
    outbox = Outbox(engine, InProcessBroker(), ManualClock(NOW))
    async with AsyncSession(engine) as session:
        await outbox.keep(session, messages)
        await session.commit()


class Sink:
    """Takes what is sent; answers as told, by body."""

    def __init__(self, answers: dict[bytes, Outcome] | None = None) -> None:
        self.bodies: list[bytes] = []
        self.answers = answers or {}

    async def send(self, envelopes: Sequence[Envelope]) -> list[Outcome]:
        """Take messages."""
        await asyncio.sleep(0.001)
        self.bodies += [one.body for one in envelopes]
        return [self.answers.get(one.body, SENT) for one in envelopes]


async def count(engine: AsyncEngine) -> int:
    """How many rows are left."""
    async with engine.connect() as connection:
        rows = await connection.execute(text(f"SELECT count(*) FROM {OUTBOX.name}"))
        return int(rows.scalar_one())


async def test_what_is_kept_leaves_once_and_in_order(
    store: tuple[AsyncEngine, MakeStore],
) -> None:
    """Messages come out as they went in, oldest first, and are gone then."""
    engine, make = store
    first = staged(0)
    await keep(engine, first, *map(staged, range(1, 5)))
    sink, one = Sink(), make(engine)
    assert len(await one.relay(3, NOW, sink.send)) == 3
    assert len(await one.relay(3, NOW, sink.send)) == 2
    assert await one.relay(3, NOW, sink.send) == ()
    assert sink.bodies == [b"0", b"1", b"2", b"3", b"4"]
    assert await count(engine) == 0


async def test_relays_at_once_share_the_work(
    store: tuple[AsyncEngine, MakeStore],
) -> None:
    """Four relays send 300 messages, each once."""
    engine, make = store
    await keep(engine, *map(staged, range(300)))
    sink = Sink()

    async def work() -> None:
        mine, idle = make(engine), 0
        while idle < 5:
            moved = await mine.relay(7, NOW, sink.send)
            idle = 0 if moved else idle + 1

    await asyncio.gather(*(work() for _ in range(4)))
    assert Counter(sink.bodies) == {str(number).encode(): 1 for number in range(300)}
    assert await count(engine) == 0


async def test_what_is_refused_waits_and_holds_nobody_up(
    store: tuple[AsyncEngine, MakeStore],
) -> None:
    """A refused message is tried again after a growing while; the others leave."""
    engine, make = store
    await keep(engine, staged(1), staged(2))
    sink = Sink({b"1": Outcome(Fate.REFUSED, "Unroutable")})
    one = make(engine)
    await one.relay(9, NOW, sink.send)
    assert sink.bodies == [b"1", b"2"]
    assert await one.relay(9, NOW, sink.send) == ()
    soon = NOW + timedelta(seconds=1)
    assert await one.next_due() == soon
    await one.relay(9, soon, sink.send)
    assert await one.next_due() == soon + timedelta(seconds=2)
    assert sink.bodies == [b"1", b"2", b"1"]


async def test_what_did_not_leave_leaves_at_the_next_look(
    store: tuple[AsyncEngine, MakeStore],
) -> None:
    """A broker that does not answer costs a message nothing."""
    engine, make = store
    await keep(engine, staged(1))
    one = make(engine)
    await one.relay(9, NOW, Sink({b"1": Outcome(Fate.LATER, "no answer")}).send)
    sink = Sink()
    await one.relay(9, NOW, sink.send)
    assert sink.bodies == [b"1"]


async def test_a_relay_that_fails_lets_go(
    store: tuple[AsyncEngine, MakeStore],
) -> None:
    """What a relay had in its hands when it failed is sent by another, at the latest
    when the claim has run out.
    """
    engine, make = store
    await keep(engine, staged(1))

    async def fail(envelopes: Sequence[Envelope]) -> list[Outcome]:
        raise RuntimeError("the process dies here")

    with pytest.raises(RuntimeError, match="dies"):
        await make(engine).relay(9, NOW, fail)
    sink, later = Sink(), NOW
    if isinstance(make(engine), ClaimingStore):
        assert await make(engine).relay(9, NOW, sink.send) == ()
        later = NOW + timedelta(seconds=31)
    await make(engine).relay(9, later, sink.send)
    assert sink.bodies == [b"1"]


async def test_claims_of_a_process_that_was_alone_are_void(
    databases: Databases,
) -> None:
    """What the in-process broker held when its process died leaves at the next start."""
    engine = databases.engine()
    await keep(engine, staged(1))
    held = Sink({b"1": Outcome(Fate.HELD)})
    await ClaimingStore(engine, is_alone=True).relay(9, NOW, held.send)
    reborn, sink = ClaimingStore(engine, is_alone=True), Sink()
    assert await reborn.relay(9, NOW + timedelta(days=400), sink.send) == ()
    await reborn.recover()
    await reborn.relay(9, NOW, sink.send)
    assert sink.bodies == [b"1"]


async def test_a_message_waits_for_its_time(
    store: tuple[AsyncEngine, MakeStore],
) -> None:
    """A message leaves when it is due, and not before."""
    engine, make = store
    due = NOW + timedelta(minutes=5)
    await keep(engine, staged(1, due), staged(2))
    sink, one = Sink(), make(engine)
    await one.relay(9, NOW, sink.send)
    assert sink.bodies == [b"2"]
    assert await one.next_due() == due
    backlog = await one.backlog(due)
    assert (backlog.count, backlog.oldest) == (1, due)
    await one.relay(9, due, sink.send)
    assert sink.bodies == [b"2", b"1"]


LATER, SOONER = NOW + timedelta(hours=2), NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("payload", "time", "body", "at"),
    [
        ("replace", "replace", b"2", SOONER),
        ("keep", "keep", b"1", LATER),
        ("replace", "latest", b"2", LATER),
        ("keep", "earliest", b"1", SOONER),
    ],
)
async def test_one_message_of_a_key_waits(
    databases: Databases,
    payload: PayloadPolicy,
    time: TimePolicy,
    body: bytes,
    at: datetime,
) -> None:
    """The policies say which payload and which time a repeated key leaves with."""
    engine = databases.engine()
    await keep(engine, staged(1, LATER, Once("k")))
    await keep(engine, staged(2, SOONER, Once("k", payload, time)))
    one, sink = ClaimingStore(engine, is_alone=False), Sink()
    assert await one.next_due() == at
    await one.relay(9, at, sink.send)
    assert sink.bodies == [body]
    await keep(engine, staged(3, LATER, Once("k")))
    assert await one.next_due() == LATER


async def test_what_waits_is_listed_and_cancelled(databases: Databases) -> None:
    """A message that waits under a key is seen, and can be taken back once."""
    engine = databases.engine()
    await keep(engine, staged(1, LATER, Once("a")), staged(2, SOONER, Once("b")))
    outbox = Outbox(engine, InProcessBroker(), ManualClock(NOW))
    async with AsyncSession(engine) as session:
        waiting = await outbox.find_waiting(session, NOW, 9)
        assert [(one.key, one.available_at) for one in waiting] == [
            ("b", SOONER),
            ("a", LATER),
        ]
        assert await outbox.cancel(session, "b")
        assert not await outbox.cancel(session, "b")
        await session.commit()
    assert await count(engine) == 1
