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

pytestmark = pytest.mark.xdist_group("emitted-servers")


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


def test_rows_and_refusals_on_real_servers(
    processes: tuple[PrivateServer, ...],
) -> None:
    """What held embedded holds on PostgreSQL."""
    drive("authors", "http", processes[0].url)
    drive("authors", "pages", processes[1].url)


def test_calls_and_pushes_on_real_servers(processes: tuple[PrivateServer, ...]) -> None:
    """Calls and pushes hold on Redis, and the worker takes the messages from RabbitMQ."""
    first, _, worker = processes
    drive("authors", "ws", first.url)
    wait_for_log(worker, "Chinua Achebe was added")


def test_a_push_crosses_processes(processes: tuple[PrivateServer, ...]) -> None:
    """A row that one server makes is heard of by a client of the other."""
    first, second, _ = processes
    drive("authors", "across", first.url, OTHER_URL=second.url)
