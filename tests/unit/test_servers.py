"""The house of the tests itself: servers of the tests' own, run or started. Everything else relies on them."""

import asyncio

import aio_pika
import pytest
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.support.private import PrivateServer
from tests.support.programs import is_listening
from tests.support.servers import StartPrivate


async def test_postgres_url_is_an_empty_database_of_the_workers_own(
    postgres_url: str,
) -> None:
    """A table can be made, filled and read in it."""
    await use_postgres(postgres_url)


async def test_redis_url_is_a_database_of_the_workers_own(redis_url: str) -> None:
    """What is set is read back."""
    await use_redis(redis_url)


async def test_rabbitmq_url_is_a_vhost_of_the_workers_own(rabbitmq_url: str) -> None:
    """A message that is sent arrives."""
    await use_rabbitmq(rabbitmq_url)


async def test_private_postgres_stops_and_keeps_its_data(
    private_postgres: StartPrivate,
) -> None:
    """A server of one test's own answers, stops and starts again on the same port."""
    server = private_postgres()
    await use_postgres(f"{server.url}/postgres")
    restart(server)
    await use_postgres(f"{server.url}/postgres")


async def test_private_redis_stops_and_starts(private_redis: StartPrivate) -> None:
    """A server of one test's own answers, stops and starts again on the same port."""
    server = private_redis()
    await use_redis(server.url)
    restart(server)
    await use_redis(server.url)


async def test_private_rabbitmq_stops_and_starts(
    private_rabbitmq: StartPrivate,
) -> None:
    """A server of one test's own answers, stops and starts again on the same port."""
    server = private_rabbitmq()
    await use_rabbitmq(server.url)
    restart(server)
    await use_rabbitmq(server.url)


@pytest.mark.parametrize("unknown", ["svcgen-no-such-program"])
def test_a_missing_server_is_named_with_what_to_type(unknown: str) -> None:
    """The error names the package and the command."""
    from tests.support.programs import ServerMissing, find_program

    assert find_program(unknown) is None
    assert "apt-get install -y redis-server" in str(
        ServerMissing("Redis", "redis-server")
    )


def restart(server: PrivateServer) -> None:
    """Stop, see the port free, start."""
    server.stop()
    assert not is_listening(server.port)
    server.start()


async def use_postgres(url: str) -> None:
    """Make, fill, read and drop a table."""
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1)
    )
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE seen (number int)"))
        await connection.execute(text("INSERT INTO seen VALUES (7)"))
        assert (await connection.execute(text("SELECT number FROM seen"))).scalar() == 7
        await connection.execute(text("DROP TABLE seen"))
    await engine.dispose()


async def use_redis(url: str) -> None:
    """Set and get."""
    async with Redis.from_url(url) as client:
        await client.set("seen", "7")
        assert await client.get("seen") == b"7"
        await client.delete("seen")


async def use_rabbitmq(url: str) -> None:
    """Send a message to a queue and get it."""
    connection = await aio_pika.connect(url)
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("seen", auto_delete=True)
        await channel.default_exchange.publish(
            aio_pika.Message(b"7"), routing_key="seen"
        )
        async with asyncio.timeout(5):
            while (message := await queue.get(no_ack=True, fail=False)) is None:
                await asyncio.sleep(0.01)
        assert message.body == b"7"
        await queue.delete()
