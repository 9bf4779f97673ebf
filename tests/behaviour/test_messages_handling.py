"""How a message is handled: unit of work, commit, then settlement; on both brokers."""

import asyncio
import contextlib
from pathlib import Path

import pytest

from svcgen_runtime.context import use_app_context, use_metadata, use_publisher
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.messages import (
    NO_RETRY,
    AnyMessage,
    ConsumerOptions,
    Message,
    Retry,
    ack,
    nack,
    reject,
    retry,
    retry_later,
)
from tests.behaviour.message_world import (
    Done,
    Job,
    MakeWorld,
    World,
    empties,
    eventually,
    write,
)

TWICE = Retry(attempts=2, first_delay=0.05, jitter=False)


@pytest.fixture(params=["in-process", "rabbitmq"])
def make_world(request: pytest.FixtureRequest, tmp_path: Path) -> MakeWorld:
    """Makes a world on each kind of broker."""
    url = ""
    if request.param == "rabbitmq":
        url = request.getfixturevalue("rabbitmq_url")
    return lambda options=None: World(tmp_path, url, options)


async def test_a_handled_message_leaves_its_row_and_is_gone(
    make_world: MakeWorld,
) -> None:
    """A handler's row is committed, its message leaves, and the queue is empty."""
    world = make_world()
    heard: list[tuple[str, str, str]] = []

    @world.consumers.handle(Job)
    async def work(job: Job) -> None:
        await write(job.text)
        await Done(text=job.text).publish()

    @world.consumers.handle(Done)
    async def hear(done: Done) -> None:
        context = use_app_context()
        heard.append((done.text, context.correlation_id, use_metadata()["topic"]))

    async with world:
        await world.send(Job(text="one"), correlation_id="c-77")
        await eventually(lambda: bool(heard))
        await empties(world, "work")
        assert await world.notes() == ["one"]
        assert heard == [("one", "c-77", "job.done")]


async def test_a_handler_that_raises_leaves_nothing(make_world: MakeWorld) -> None:
    """No row and no message; the message comes again, then is dead with its story."""
    world, attempts, heard = make_world(), [], []

    @world.consumers.handle(Job, retry=TWICE)
    async def work(job: Job) -> None:
        attempts.append(use_metadata()["attempt"])
        await write(job.text)
        await Done(text=job.text).publish()
        raise ValueError("no such order")

    @world.consumers.handle(Done)
    async def hear(done: Done) -> None:
        heard.append(done.text)

    async with world:
        await world.send(Job(text="one"))
        (dead,) = await world.bury("work", 1)
        assert attempts == ["1", "2"]
        assert dead.headers["x-attempt"] == 2
        assert dead.headers["x-last-error"] == "ValueError: no such order"
        assert "x-first-failure" in dead.headers
        assert await world.notes() == []
        assert heard == []


async def test_a_cancelled_child_is_only_a_failure(make_world: MakeWorld) -> None:
    """A handler that awaits a cancelled task fails as by any error; nothing hangs."""
    world = make_world()

    @world.consumers.handle(Job, retry=NO_RETRY)
    async def work(job: Job) -> None:
        await write(job.text)
        child = asyncio.ensure_future(asyncio.sleep(60))
        child.cancel()
        await child

    async with world:
        await world.send(Job(text="one"))
        (dead,) = await world.bury("work", 1)
        assert "CancelledError" in str(dead.headers["x-last-error"])
        assert await world.notes() == []


async def test_a_commit_that_fails_loses_nothing(make_world: MakeWorld) -> None:
    """The message is acknowledged after the commit: a commit that fails is a retry."""
    world, attempts = make_world(), []

    @world.consumers.handle(Job, retry=TWICE)
    async def work(job: Job) -> None:
        attempts.append(job.text)
        await write(job.text)

        async def refuse() -> None:
            if len(attempts) == 1:
                raise ConnectionError("the database went away")

        use_app_context().before_commit(refuse)

    async with world:
        await world.send(Job(text="one"))
        await world.wait_for_notes(["one"])
        assert len(attempts) == 2


async def test_the_ack_waits_for_the_commit(make_world: MakeWorld) -> None:
    """While the commit is under way the broker still holds the message."""
    world, committing, go = make_world(), asyncio.Event(), asyncio.Event()

    @world.consumers.handle(Job, concurrency=1)
    async def work(job: Job) -> None:
        await write(job.text)

        async def wait() -> None:
            committing.set()
            await go.wait()

        use_app_context().before_commit(wait)

    async with world:
        await world.send(Job(text="one"), Job(text="two"))
        await committing.wait()
        await asyncio.sleep(0.05)
        # One at a time: the second would have come if the first were acknowledged.
        assert world.worker is not None
        assert world.worker.in_flight == 1
        assert await world.broker.count(world.queue("work")) == 1
        go.set()
        await world.wait_for_notes(["one", "two"])


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"text": 5}', b'{"other": "x"}', b"\xff\xfe", b""]
)
async def test_an_invalid_message_is_dead_at_once(
    make_world: MakeWorld, body: bytes
) -> None:
    """What does not fit the message is a dead letter after no run, with the reason."""
    world = make_world()
    ran: list[str] = []

    @world.consumers.handle(Job)
    async def work(job: Job) -> None:
        ran.append(job.text)

    async with world:
        await world.send_raw(body)
        (dead,) = await world.bury("work", 1)
        assert str(dead.headers["x-last-error"]).startswith("invalid_data: ")
        assert (dead.headers["x-attempt"], dead.body) == (1, body)
        assert ran == []


async def test_a_command_that_nobody_wrote_is_not_tried_again(
    make_world: MakeWorld,
) -> None:
    """A message for an unwritten command is a dead letter after one run, its row undone."""
    world = make_world()

    @world.consumers.handle(Job, retry=TWICE)
    async def work(job: Job) -> None:
        await write(job.text)
        raise CommandNotWritten("work")

    async with world:
        await world.send(Job(text="early"))
        (dead,) = await world.bury("work", 1)
        assert dead.headers["x-attempt"] == 1
        assert "is not written yet" in str(dead.headers["x-last-error"])
        assert await world.notes() == []


async def test_a_timeout_is_a_failure_that_frees_its_slot(
    make_world: MakeWorld,
) -> None:
    """A handler that ignores being cancelled gives up slot and row within a second."""
    world, free = make_world(), asyncio.Event()

    @world.consumers.handle(Job, retry=NO_RETRY, timeout=0.1, concurrency=1)
    async def work(job: Job) -> None:
        await write(job.text)
        while job.text == "stubborn" and not free.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await free.wait()

    async with world:
        begin = asyncio.get_running_loop().time()
        await world.send(Job(text="stubborn"))
        (dead,) = await world.bury("work", 1)
        assert asyncio.get_running_loop().time() - begin < 1.1
        assert dead.headers["x-last-error"] == "TimeoutError: took longer than 0.1 s"
        free.set()
        await world.send(Job(text="next"))
        await world.wait_for_notes(["next"])


async def test_a_handler_runs_no_more_than_its_concurrency(
    make_world: MakeWorld,
) -> None:
    """However much is prefetched, at most `concurrency` deliveries run at a time."""
    world = make_world(ConsumerOptions(prefetch=20))
    running, most = 0, 0

    @world.consumers.handle(Job, concurrency=3)
    async def work(job: Job) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1

    async with world:
        await world.send(*(Job(text=str(number)) for number in range(12)))
        await eventually(lambda: most > 0)
        await empties(world, "work")
        assert most == 3


async def test_manual_settlement_does_as_the_handler_decides(
    make_world: MakeWorld,
) -> None:
    """ack, nack, reject, retry and retry_later are sent after the commit."""
    world, seen = make_world(), []

    @world.consumers.handle(
        Job, settle="manual", retry=Retry(attempts=2, first_delay=0.05, jitter=False)
    )
    async def work(job: Job) -> None:
        seen.append((job.text, use_metadata()["attempt"]))
        await write(job.text)
        times = [text for text, _ in seen].count(job.text)
        match job.text, times:
            case ("nack", 1):
                nack()
            case ("reject", _):
                reject("not ours")
            case ("retry", 1):
                retry()
            case _:
                ack()

    async with world:
        for text in ("ack", "nack", "reject", "retry"):
            await world.send(Job(text=text))
        (dead,) = await world.bury("work", 1)
        assert dead.headers["x-last-error"] == "rejected: not ours"
        await eventually(lambda: len(seen) == 6)
        await empties(world, "work")
        assert sorted(seen) == [
            ("ack", "1"),
            ("nack", "1"),
            ("nack", "1"),
            ("reject", "1"),
            ("retry", "1"),
            ("retry", "2"),
        ]
        # Each decision came after the commit of its run, so each run left its row.
        await eventually_notes(world, 6)


async def eventually_notes(world: World, count: int) -> None:
    """Return when `count` rows are there."""
    async with asyncio.timeout(5):
        while len(await world.notes()) != count:
            await asyncio.sleep(0.01)


async def test_retry_later_waits_its_step(make_world: MakeWorld) -> None:
    """retry_later(0.3) waits for the step of one second."""
    world, times = make_world(), []

    @world.consumers.handle(Job, settle="manual")
    async def work(job: Job) -> None:
        times.append(asyncio.get_running_loop().time())
        if len(times) == 1:
            retry_later(0.3)
        else:
            ack()

    async with world:
        await world.send(Job(text="one"))
        await eventually(lambda: len(times) == 2)
        assert 0.95 < times[1] - times[0] < 1.6


async def test_a_child_task_may_decide(make_world: MakeWorld) -> None:
    """A task that the handler started settles its message, once and without a loop."""
    world = make_world()
    ran: list[str] = []

    @world.consumers.handle(Job, settle="manual", retry=TWICE)
    async def work(job: Job) -> None:
        async def decide() -> None:
            retry() if len(ran) == 1 else ack()

        ran.append(job.text)
        await asyncio.create_task(decide())

    async with world:
        await world.send(Job(text="one"))
        await eventually(lambda: len(ran) == 2)
        await asyncio.sleep(0.2)
        assert len(ran) == 2


async def test_a_wrong_use_of_settlement_is_a_failure(make_world: MakeWorld) -> None:
    """Not deciding, deciding twice, or deciding in an automatic handler fails the run."""
    world = make_world()

    @world.consumers.handle(Job, settle="manual", retry=NO_RETRY)
    async def work(job: Job) -> None:
        await write(job.text)
        if job.text == "twice":
            ack()
            reject("again")

    @world.consumers.handle(Done, retry=NO_RETRY)
    async def automatic(done: Done) -> None:
        ack()

    async with world:
        await world.send(Job(text="never"), Job(text="twice"), Done(text="x"))
        errors = {
            str(dead.headers["x-last-error"]).partition(":")[0]
            for dead in await world.bury("work", 2)
        }
        (third,) = await world.bury("automatic", 1)
        assert errors == {"NotSettled", "AlreadySettled"}
        assert str(third.headers["x-last-error"]).startswith("SettlementNotManual")
        assert await world.notes() == []


async def test_nack_for_ever_ends_at_the_limit(make_world: MakeWorld) -> None:
    """A handler that always gives back is stopped by the queue's delivery limit."""
    world = make_world()
    ran: list[str] = []

    @world.consumers.handle(Job, settle="manual", redelivery_limit=4)
    async def work(job: Job) -> None:
        ran.append(job.text)
        nack()

    async with world:
        await world.send(Job(text="one"))
        await world.bury("work", 1)
        assert len(ran) == 5


async def test_a_shared_queue_hands_each_topic_to_its_handler(
    make_world: MakeWorld,
) -> None:
    """Handlers of one queue get what matches their pattern, also after a retry."""
    world, got = make_world(), []

    @world.consumers.handle(AnyMessage, topic="order.*", queue="sales", retry=TWICE)
    async def orders(message: Message) -> None:
        got.append("orders")
        if got.count("orders") == 1:
            raise ValueError("once more")

    @world.consumers.handle(AnyMessage, topic="user.#", queue="sales")
    async def users(message: Message) -> None:
        assert message.model_extra == {"name": "Ann"}
        got.append("users")

    async with world:
        await world.send_raw(b'{"name":"Ann"}', "user.created.eu")
        await world.send_raw(b'{"name":"Ann"}', "order.placed")
        await eventually(lambda: len(got) == 3)
        assert sorted(got) == ["orders", "orders", "users"]
        await empties(world, "sales")


async def test_stopping_ends_what_runs_and_returns_the_rest(
    make_world: MakeWorld,
) -> None:
    """What ends in time is done; what does not is undone and in its queue again."""
    world, started = make_world(ConsumerOptions(prefetch=10)), []

    @world.consumers.handle(Job, concurrency=2, timeout=None)
    async def work(job: Job) -> None:
        started.append(job.text)
        async with asyncio.timeout(5):
            while len(started) < 2:
                await asyncio.sleep(0.005)
        # SQLite has one writer: the long one writes when the short one is done
        await asyncio.sleep(0.05 if job.text == "short" else 0.2)
        await write(job.text)
        await asyncio.sleep(0.05 if job.text == "short" else 60)

    async with world:
        texts = ("short", "long", "third", "fourth")
        for text in texts:
            await world.send(Job(text=text))
        await eventually(lambda: len(started) >= 2)
        assert world.worker is not None
        begin = asyncio.get_running_loop().time()
        await world.worker.stop(0.4)
        assert asyncio.get_running_loop().time() - begin < 1.4
        assert await world.notes() == ["short"]
        assert sorted(started) == ["long", "short"]
        async with asyncio.timeout(3):
            while await world.broker.count(world.queue("work")) != 3:
                await asyncio.sleep(0.02)


async def test_publishing_under_another_topic_reaches_its_binding(
    make_world: MakeWorld,
) -> None:
    """`use_publisher().publish(message, topic)` chooses the topic."""
    world, got = make_world(), []

    @world.consumers.handle(Done, topic="elsewhere.*")
    async def hear(done: Done) -> None:
        got.append(done.text)

    async with world:
        async with world.service.unit_of_work("send"):
            await use_publisher().publish(Done(text="a"), "elsewhere.now")
            await Done(text="b").publish()
        await eventually(lambda: bool(got))
        await empties(world, "hear")
        assert got == ["a"]
