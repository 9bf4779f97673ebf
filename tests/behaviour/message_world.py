"""A service with a table, a broker and a worker, for the tests of messages."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, select

from svcgen_runtime import Service
from svcgen_runtime.context import use_session
from svcgen_runtime.interceptors import PublisherInterceptor
from svcgen_runtime.messages import (
    Broker,
    ConsumerRouter,
    Delivery,
    Envelope,
    Message,
    MessageConsumers,
    ServiceAddress,
    Topology,
    collect_handlers,
    compute_topology,
)
from svcgen_runtime.messages.consumer import ConsumerOptions
from svcgen_runtime.outbox import RUNTIME_TABLES, Inbox, Outbox
from svcgen_runtime.settings import ServiceSettings, async_database_url
from svcgen_runtime.unit_of_work import Trigger
from tests.contract.brokers import NUMBERS, remove_queues


class Note(SQLModel, table=True):
    """A row that a handler wrote."""

    __tablename__ = "message_notes"
    id: int | None = Field(default=None, primary_key=True)
    text: str


class Job(Message, topic="job.todo", kind="task"):
    """What the tests' handlers do."""

    text: str


class Done(Message, topic="job.done", kind="event"):
    """What they publish."""

    text: str


TABLES = MetaData()
SQLModel.metadata.tables["message_notes"].to_metadata(TABLES)


async def write(text: str) -> None:
    """Write a row in the current unit of work."""
    use_session().add(Note(text=text))
    await use_session().flush()


class World:
    """Runs a service with `consumers` on one broker. Use as a context manager."""

    def __init__(
        self,
        folder: Path,
        broker_url: str,
        options: ConsumerOptions | None = None,
        database_url: str = "",
        *,
        durable: bool = True,
    ) -> None:
        self.consumers = ConsumerRouter()
        file = f"sqlite+aiosqlite:///{folder / 'world.db'}"
        self._database = async_database_url(database_url) or file
        self._broker_url = broker_url
        self._options = options or ConsumerOptions()
        self._declared: list[Topology] = []
        self.service = Service(
            name=f"world{next(NUMBERS)}",
            consumers=(self.consumers,),
            metadata=TABLES if durable else None,
        )
        self.worker: MessageConsumers | None = None

    async def __aenter__(self) -> Self:
        engine = create_async_engine(self._database)
        async with engine.begin() as connection:
            for tables in (TABLES, RUNTIME_TABLES):
                # a server's database is shared by the tests of this process
                await connection.run_sync(tables.drop_all)
                await connection.run_sync(tables.create_all)
        await engine.dispose()
        self.service.load(
            ServiceSettings(
                environment="test",
                database_url=SecretStr(self._database),
                broker_url=SecretStr(self._broker_url),
            )
        )
        await self.service.running().__aenter__()
        handlers = collect_handlers([self.consumers])
        await self.declare(compute_topology(self.address, handlers))
        self.worker = MessageConsumers(
            self.broker,
            self.address,
            handlers,
            lambda name, correlation_id, metadata: self.service.unit_of_work(
                Trigger("message", name, metadata),
                correlation_id=correlation_id,
                app_type="worker",
            ),
            replace(self._options, inbox=self._inbox),
        )
        await self.worker.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self.worker is not None
        await self.worker.stop(0.5)
        for topology in self._declared:
            await remove_queues(self.broker, topology)
        await self.service.running().__aexit__(kind, error, traceback)

    @property
    def broker(self) -> Broker:
        """The broker that the service reached."""
        return self._publisher.broker

    async def declare(self, topology: Topology) -> None:
        """Declare queues that are gone when the world ends."""
        await self.broker.declare(topology)
        self._declared.append(topology)

    @property
    def worker_is_busy(self) -> bool:
        """Whether a delivery is in its hands."""
        return self.worker is not None and self.worker.in_flight > 0

    @property
    def _inbox(self) -> Inbox | None:
        outbox = self._publisher.outbox
        return None if outbox is None else outbox.inbox

    @property
    def outbox(self) -> Outbox:
        """Its outbox."""
        assert self._publisher.outbox is not None
        return self._publisher.outbox

    @property
    def address(self) -> ServiceAddress:
        """Where its messages live."""
        return self._publisher.address

    def queue(self, name: str) -> str:
        """The full name of a handler's queue."""
        return self.address.queue(name)

    async def send(self, *messages: Message, correlation_id: str = "c-1") -> None:
        """Publish in a unit of work of their own."""
        async with self.service.unit_of_work("send", correlation_id=correlation_id):
            for message in messages:
                await message.publish()

    async def send_raw(self, body: bytes, topic: str = "job.todo") -> None:
        """Publish bytes that no message class made."""
        await self.broker.publish(raw_envelope(self.address, body, topic))

    async def notes(self) -> list[str]:
        """The committed rows' texts, in order."""
        async with self.service.unit_of_work("read"):
            rows = await use_session().exec(select(Note).order_by("id"))
            return [note.text for note in rows]

    async def wait_for_notes(self, texts: Sequence[str], seconds: float = 5) -> None:
        """Return when exactly these rows are there."""
        async with asyncio.timeout(seconds):
            while await self.notes() != list(texts):
                await asyncio.sleep(0.02)

    async def bury(self, name: str, count: int) -> list[Envelope]:
        """Return `count` dead letters of handler `name`, taking them."""
        got: list[Envelope] = []

        async def take(delivery: Delivery) -> None:
            got.append(delivery.envelope)
            await delivery.ack()

        subscription = await self.broker.consume(f"{self.queue(name)}.dead", take, 10)
        await eventually(lambda: len(got) >= count)
        await subscription.cancel()
        return got

    @property
    def _publisher(self) -> PublisherInterceptor:
        found = self.service.interceptor(PublisherInterceptor)
        assert found is not None
        return found


def raw_envelope(address: ServiceAddress, body: bytes, topic: str) -> Envelope:
    """An envelope around bytes."""
    from datetime import UTC, datetime

    return Envelope(
        exchange=address.exchange,
        routing_key=topic,
        body=body,
        message_id="m-1",
        correlation_id="c-1",
        timestamp=datetime(2026, 1, 1, tzinfo=UTC),
        type="elsewhere.Job.v1",
    )


async def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Return when `condition` holds; fails after `seconds`."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def empties(world: World, name: str) -> None:
    """Return when the queue of `name` has nothing ready and nothing is in flight."""
    async with asyncio.timeout(5):
        assert world.worker is not None
        while world.worker.in_flight or await world.broker.count(world.queue(name)):
            await asyncio.sleep(0.01)


MakeWorld = Callable[..., World]
Body = Callable[[Job], Awaitable[None]]
