"""Fixtures for the servers that tests talk to. tests/conftest.py exports them.

A server that runs on its standard port is used in a database, vhost or database index of the worker's own, removed
afterwards; otherwise (or with SVCGEN_TEST_SERVERS=private) the run starts a private one, once for all its workers.
Nothing is skipped: without either the test fails and says what to type.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import postgres_server, rabbitmq_server, redis_server
from tests.support.private import PrivateServer, leave_running
from tests.support.run import current_run


def shared_postgres() -> dict[str, str]:
    """The PostgreSQL of this run: {"url": address without a database}."""

    def find() -> dict[str, str]:
        url = postgres_server.running_url()
        return {"url": url} if url else _started(postgres_server.private_postgres())

    return current_run().once("postgres", find)


def shared_redis() -> dict[str, str]:
    """The Redis of this run: {"url": address without a database index}."""

    def find() -> dict[str, str]:
        url = redis_server.running_url()
        return {"url": url} if url else _started(redis_server.private_redis())

    return current_run().once("redis", find)


def shared_rabbitmq() -> dict[str, str]:
    """The RabbitMQ of this run: {"url": address without a vhost}, and "folder" when it is private."""

    def find() -> dict[str, str]:
        if rabbitmq_server.running_control():
            return {"url": rabbitmq_server.broker_url(rabbitmq_server.STANDARD_PORT)}
        epmd = rabbitmq_server.private_epmd()
        _started(epmd)
        return _started(rabbitmq_server.private_rabbitmq(epmd.port))

    return current_run().once("rabbitmq", find)


def _started(server: PrivateServer) -> dict[str, str]:
    server.start()
    return leave_running(server)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """postgresql:// address of an empty database of this worker's own."""
    server, name = shared_postgres()["url"], current_run().own_name
    with current_run().lock("postgres-databases"):
        url = postgres_server.create_database(server, name)
    yield url
    postgres_server.drop_database(server, name)


@pytest.fixture(scope="session")
def rabbitmq_control() -> rabbitmq_server.Control:
    """`rabbitmqctl` for the broker of `rabbitmq_url`."""
    folder = shared_rabbitmq().get("folder")
    if folder:
        return rabbitmq_server.private_control(Path(folder))
    control = rabbitmq_server.running_control()
    assert control is not None, "the RabbitMQ that ran when the tests began is gone"
    return control


@pytest.fixture(scope="session")
def rabbitmq_url(rabbitmq_control: rabbitmq_server.Control) -> Iterator[str]:
    """amqp:// address of an empty vhost of this worker's own."""
    server, name = shared_rabbitmq()["url"], current_run().own_name
    with current_run().lock("rabbitmq-vhosts"):
        rabbitmq_control.create_vhost(name)
    yield f"{server}/{name}"
    rabbitmq_control.delete_vhost(name)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """redis:// address of a database index of this worker's own. Channels know no index: name them by `own_prefix`."""
    server = shared_redis()["url"]
    index = redis_server.claim_index(server)
    yield f"{server}/{index}"
    redis_server.release_index(server, index)


@pytest.fixture(scope="session")
def own_prefix() -> str:
    """A prefix for names on servers that no other run or worker uses."""
    return f"{current_run().own_name}."


StartPrivate = Callable[[], PrivateServer]


@pytest.fixture
def private_postgres() -> Iterator[StartPrivate]:
    """Starts a PostgreSQL for one test, which may stop, kill and start it again."""
    with contextlib.ExitStack() as stack:
        yield lambda: _for_one_test(postgres_server.private_postgres(), stack)


@pytest.fixture
def private_redis() -> Iterator[StartPrivate]:
    """Starts a Redis for one test, which may stop, kill and start it again."""
    with contextlib.ExitStack() as stack:
        yield lambda: _for_one_test(redis_server.private_redis(), stack)


@pytest.fixture
def private_rabbitmq() -> Iterator[StartPrivate]:
    """Starts a RabbitMQ for one test, which may stop, kill and start it again."""

    def start() -> PrivateServer:
        epmd = _for_one_test(rabbitmq_server.private_epmd(), stack)
        return _for_one_test(rabbitmq_server.private_rabbitmq(epmd.port), stack)

    with contextlib.ExitStack() as stack:
        yield start


def _for_one_test(server: PrivateServer, stack: contextlib.ExitStack) -> PrivateServer:
    server.start()
    stack.callback(server.stop)
    return server
