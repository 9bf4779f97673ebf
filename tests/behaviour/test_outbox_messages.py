"""Messages through the outbox and the inbox: nothing lost, nothing done twice."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select

from svcgen_runtime.context import use_publisher, use_session
from svcgen_runtime.messages import (
    Envelope,
    Message,
    Retry,
    ack,
    retry,
)
from svcgen_runtime.outbox import INBOX, OUTBOX, Once
from tests.behaviour.message_world import (
    Done,
    Job,
    MakeWorld,
    World,
    eventually,
    raw_envelope,
    write,
)
from tests.support.servers import StartPrivate

QUICK = Retry(attempts=3, first_delay=0.05, jitter=False)


class Note(Message, topic="note.sent", kind="event", delivery="direct"):
    """A message that may be lost."""

    text: str


@pytest.fixture(params=["in-process/sqlite", "rabbitmq/sqlite", "rabbitmq/postgresql"])
def make_world(request: pytest.FixtureRequest, tmp_path: Path) -> MakeWorld:
    """Makes a world on each kind of broker and database."""
    broker, database = request.param.split("/")
    url = request.getfixturevalue("rabbitmq_url") if broker == "rabbitmq" else ""
    data = request.getfixturevalue("postgres_url") if database == "postgresql" else ""
    return lambda options=None: World(tmp_path, url, options, data)


async def rows(world: World, table: Table = OUTBOX) -> int:
    """How many rows the outbox (or the inbox) has."""
    async with world.service.unit_of_work("look"):
        connection = await use_session().connection()
        found = await connection.execute(select(func.count()).select_from(table))
        return int(found.scalar_one())


async def test_a_message_is_committed_with_the_work(make_world: MakeWorld) -> None:
    """Work that fails publishes nothing; work that succeeds leaves no row behind."""
    world, heard = make_world(), []

    @world.consumers.handle(Done)
    async def hear(done: Done) -> None:
        heard.append(done.text)

    async with world:
        with pytest.raises(ValueError, match="undone"):
            await fail(world)
        async with world.service.unit_of_work("succeeds"):
            await write("real")
            await Done(text="real").publish()
        await eventually(lambda: heard == ["real"])
        async with asyncio.timeout(3):
            while await rows(world):
                await asyncio.sleep(0.01)
        assert await world.notes() == ["real"]


async def fail(world: World) -> None:
    """Write, publish, and fail."""
    async with world.service.unit_of_work("fails"):
        await write("ghost")
        await Done(text="ghost").publish()
        raise ValueError("undone")


async def test_what_was_committed_leaves_though_nobody_was_woken(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies between commit and sending loses nothing: the poll finds it."""
    world, heard = make_world(), []

    @world.consumers.handle(Done)
    async def hear(done: Done) -> None:
        heard.append(done.text)

    async with world:
        monkeypatch.setattr(world.outbox.relay, "wake", lambda: None)
        await world.send(Done(text="left behind"))
        await eventually(lambda: heard == ["left behind"], 3)


async def test_a_message_that_comes_twice_is_done_once(make_world: MakeWorld) -> None:
    """Ten messages, each delivered five times at once, leave ten rows."""
    world, runs = make_world(), Counter[str]()

    @world.consumers.handle(Job, concurrency=8)
    async def work(job: Job) -> None:
        runs[job.text] += 1
        await asyncio.sleep(0.005)
        await write(job.text)

    async with world:
        copies = [copy for n in range(10) for copy in [envelope(world, n)] * 5]
        await world.broker.publish(*copies)
        wanted = sorted(str(number) for number in range(10))
        async with asyncio.timeout(20):
            while sorted(await world.notes()) != wanted:
                await asyncio.sleep(0.05)
        queue = world.queue("work")
        async with asyncio.timeout(20):
            while await world.broker.count(queue) or world.worker_is_busy:
                await asyncio.sleep(0.02)
        assert sorted(await world.notes()) == wanted
        assert await rows(world, INBOX) == 10


async def test_a_failed_run_is_no_record(make_world: MakeWorld) -> None:
    """A message whose handler raised is dealt with when it comes again."""
    world, runs = make_world(), []

    @world.consumers.handle(Job, retry=QUICK)
    async def work(job: Job) -> None:
        runs.append(job.text)
        await write(job.text)
        if len(runs) < 3:
            raise ValueError("not yet")

    async with world:
        await world.send(Job(text="a"))
        await world.wait_for_notes(["a"])
        assert len(runs) == 3


async def test_a_run_that_asks_for_another_is_no_record(make_world: MakeWorld) -> None:
    """retry() of a handler that settles by hand commits its work and runs again."""
    world, runs = make_world(), []

    @world.consumers.handle(Job, settle="manual", retry=QUICK)
    async def work(job: Job) -> None:
        runs.append(job.text)
        await write(f"{job.text}{len(runs)}")
        if len(runs) == 1:
            retry()
        else:
            ack()

    async with world:
        await world.send(Job(text="a"))
        await world.wait_for_notes(["a1", "a2"])


async def test_an_idempotent_handler_keeps_no_record(make_world: MakeWorld) -> None:
    """A handler that may run twice does, when its message comes twice."""
    world, runs = make_world(), []

    @world.consumers.handle(Job, idempotent=True)
    async def work(job: Job) -> None:
        runs.append(job.text)

    async with world:
        await world.broker.publish(envelope(world, 1), envelope(world, 1))
        await eventually(lambda: len(runs) == 2)
        assert await rows(world, INBOX) == 0


async def test_a_delayed_message_leaves_at_its_time(make_world: MakeWorld) -> None:
    """delay and schedule keep a message; what is cancelled never leaves."""
    world, heard = make_world(), []

    @world.consumers.handle(Done)
    async def hear(done: Done) -> None:
        heard.append(done.text)

    east = timezone(timedelta(hours=5, minutes=30))
    async with world:
        async with world.service.unit_of_work("plan"):
            publisher = use_publisher()
            at = (datetime.now(UTC) + timedelta(seconds=0.4)).astimezone(east)
            await publisher.schedule(Done(text="second"), at)
            await publisher.delay(Done(text="first"), 0.1)
            await publisher.delay(Done(text="never"), 0.2, Once("cancelled"))
        async with world.service.unit_of_work("change of mind"):
            assert await use_publisher().cancel("cancelled")
        assert heard == []
        await eventually(lambda: len(heard) == 2)
        assert heard == ["first", "second"]
        async with world.service.unit_of_work("plan"):
            await use_publisher().delay(Done(text="far"), 900, Once("far"))
        async with world.service.unit_of_work("look"):
            (waiting,) = await use_publisher().find_waiting()
        assert (waiting.key, waiting.type) == ("far", f"{world.service.name}.Done.v1")


async def test_a_time_needs_an_offset(tmp_path: Path) -> None:
    """A moment without an offset is refused, not guessed."""
    world = World(tmp_path, "")
    async with world:
        naive = datetime(2030, 1, 1, tzinfo=UTC).replace(tzinfo=None)
        async with world.service.unit_of_work("plan"):
            with pytest.raises(ValueError, match="offset"):
                await use_publisher().schedule(Done(text="x"), naive)


async def test_a_direct_message_needs_no_row(make_world: MakeWorld) -> None:
    """delivery="direct" is sent after the commit, past the outbox."""
    world, heard = make_world(), []

    @world.consumers.handle(Note)
    async def hear(note: Note) -> None:
        heard.append(note.text)

    async with world:
        await world.outbox.relay.stop()
        async with world.service.unit_of_work("send"):
            await Note(text="straight").publish()
        await eventually(lambda: heard == ["straight"])


@pytest.mark.timeout(300)
async def test_the_broker_may_be_away(
    tmp_path: Path, postgres_url: str, private_rabbitmq: StartPrivate
) -> None:
    """While RabbitMQ is down, work is done and messages wait; none is lost when it is back."""
    server = private_rabbitmq()
    world, heard = World(tmp_path, server.url, database_url=postgres_url), set[str]()

    @world.consumers.handle(Done)
    async def hear(done: Done) -> None:
        heard.add(done.text)

    async with world:
        await asyncio.to_thread(server.stop)
        for number in range(20):
            await world.send(Done(text=str(number)))
        await eventually(lambda: world.outbox.relay.is_stuck)
        assert (await world.outbox.relay.backlog()).count == 20
        assert heard == set()
        await asyncio.to_thread(server.start)
        await eventually(lambda: len(heard) == 20, 60)
        await eventually(lambda: not world.outbox.relay.is_stuck)


def envelope(world: World, number: int) -> Envelope:
    """A job with an id of its own, as a producer sends it that repeats itself."""
    body = f'{{"text":"{number}"}}'.encode()
    return replace(
        raw_envelope(world.address, body, "job.todo"), message_id=f"id-{number}"
    )
