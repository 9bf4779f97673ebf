"""The authors example as separate processes on PostgreSQL, RabbitMQ and Redis: the same scripts, nothing else changed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from tests.support import postgres_server
from tests.support.private import PrivateServer, private_folder
from tests.support.rabbitmq_server import Control
from tests.support.run import current_run
from tests.support.servers import shared_postgres, shared_rabbitmq
from tests.typescript.emitted_service import EmittedService, drive, wait_for_log


@pytest.fixture(scope="module")
def addresses(rabbitmq_control: Control, redis_url: str) -> Iterator[dict[str, str]]:
    """A database and a vhost of this module's own: other modules leave tables and queues in the worker's."""
    name = f"{current_run().own_name}_emitted"
    postgres = shared_postgres()["url"]
    with current_run().lock("postgres-databases"):
        database = postgres_server.create_database(postgres, name)
    with current_run().lock("rabbitmq-vhosts"):
        rabbitmq_control.create_vhost(name)
    yield {
        "DATABASE_URL": database,
        "BROKER_URL": f"{shared_rabbitmq()['url']}/{name}",
        "REDIS_URL": redis_url,
        "NAMESPACE": "emitted",
    }
    rabbitmq_control.delete_vhost(name)
    postgres_server.drop_database(postgres, name)


@pytest.fixture(scope="module")
def processes(addresses: dict[str, str]) -> Iterator[tuple[PrivateServer, ...]]:
    """A server, a second server and a worker, as a deployment has them."""
    service = EmittedService("authors", private_folder("authors"), addresses)
    subprocess.run(service.command("migrate"), check=True)
    with (
        service.running("server") as first,
        service.running("server") as second,
        service.running("worker", "--health-port") as worker,
    ):
        yield first, second, worker


def test_the_same_on_real_servers(processes: tuple[PrivateServer, ...]) -> None:
    """What held embedded holds on PostgreSQL, RabbitMQ and Redis; a row of one server is pushed by the other."""
    first, second, worker = processes
    drive("authors", "http", first.url)
    drive("authors", "pages", second.url)
    drive("authors", "ws", first.url)
    wait_for_log(worker, "Chinua Achebe was added")
    drive("authors", "across", first.url, OTHER_URL=second.url)
