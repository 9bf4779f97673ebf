"""kill -9 between a request and its effect: nothing lost, nothing done twice, no ghost."""

import asyncio
import itertools
import random
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from svcgen_runtime.testing.cleaning import clean_servers
from tests.faults.outbox_app import service
from tests.faults.service_process import ServiceProcess, wait_until_ready
from tests.support.programs import free_port
from tests.support.proof import Figure, record_proof
from tests.support.scale import scale

SEED = 20260301


class Load:
    """Posts orders, one after the other, from several threads, until it is enough."""

    def __init__(self, url: str, wanted: int, clients: int = 4) -> None:
        self._url = url
        self._wanted = wanted
        self._numbers = itertools.count(1)
        self.answered = 0
        self._threads = [
            threading.Thread(target=self._work, daemon=True) for _ in range(clients)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        """Wait for the end."""
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        with httpx.Client(base_url=self._url, trust_env=False, timeout=10) as client:
            while self.answered < self._wanted:
                try:
                    answer = client.post(f"/api/orders/{next(self._numbers)}")
                except httpx.TransportError:
                    time.sleep(0.02)
                    continue
                assert answer.status_code == 200, answer.text
                self.answered += 1


def numbers(url: str, what: str) -> list[int]:
    """What the service says it has."""
    found: list[int] = httpx.get(
        f"{url}/api/{what}", trust_env=False, timeout=30
    ).json()
    return found


def wait_for_effects(url: str, seconds: float = 60.0) -> None:
    """Return when there are as many effects as orders."""
    deadline = time.monotonic() + seconds
    while len(numbers(url, "effects")) < len(numbers(url, "orders")):
        assert time.monotonic() < deadline, "effects are missing"
        time.sleep(0.1)


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[tuple[str, ServiceProcess]]:
    """`dev` on SQLite and the in-process broker."""
    port = free_port()
    process = ServiceProcess(tmp_path, "dev", "--port", str(port))
    yield f"http://127.0.0.1:{port}", process
    process.kill()


@pytest.fixture
def distributed(
    tmp_path: Path, postgres_url: str, rabbitmq_url: str
) -> Iterator[tuple[str, ServiceProcess]]:
    """A server to be killed, and a worker, on PostgreSQL and RabbitMQ."""
    port = free_port()
    servers = {
        "DATABASE_URL": postgres_url,
        "BROKER_URL": rabbitmq_url,
        "NAMESPACE": secrets.token_hex(4),
    }
    ServiceProcess(tmp_path, "migrate", "--reset", **servers).run()
    worker = ServiceProcess(tmp_path, "worker", **servers)
    worker.start()
    process = ServiceProcess(tmp_path, "server", "--port", str(port), **servers)
    yield f"http://127.0.0.1:{port}", process
    process.kill()
    worker.kill()
    settings = service.settings(
        broker_url=SecretStr(rabbitmq_url), namespace=servers["NAMESPACE"]
    )
    service.load(settings)
    asyncio.run(clean_servers(service))
    service.reset()


def campaign(
    url: str, process: ServiceProcess, kills: int, requests: int
) -> dict[str, Figure]:
    """Kill the process while orders come in; each order has one effect in the end."""
    chance = random.Random(SEED)
    process.start()
    wait_until_ready(url)
    load = Load(url, requests)
    load.start()
    for kill in range(1, kills + 1):
        goal = min(requests * kill // (kills + 1), requests)
        while load.answered < goal:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.start()
        wait_until_ready(url)
    load.join()
    wait_for_effects(url)
    orders, effects = numbers(url, "orders"), numbers(url, "effects")
    assert effects == orders
    assert len(orders) >= requests
    return {
        "kills": kills,
        "requests answered": load.answered,
        "orders committed": len(orders),
        "effects": len(effects),
        "lost": 0,
        "ghosts": 0,
        "doubled": 0,
    }


def test_a_killed_dev_process_loses_no_committed_message(
    embedded: tuple[str, ServiceProcess],
) -> None:
    """On SQLite and the in-process broker every committed order has its one effect."""
    url, process = embedded
    told = campaign(url, process, kills=scale(1, 100), requests=scale(40, 2_000))
    record_proof("outbox-kills-embedded", seed=SEED, figures=told)


def test_a_killed_server_loses_no_committed_message(
    distributed: tuple[str, ServiceProcess],
) -> None:
    """On PostgreSQL and RabbitMQ every committed order has its one effect."""
    url, process = distributed
    told = campaign(url, process, kills=scale(1, 100), requests=scale(60, 10_000))
    record_proof("outbox-kills", seed=SEED, figures=told)


def test_a_schedule_is_run_by_another_process(
    embedded: tuple[str, ServiceProcess], tmp_path: Path
) -> None:
    """`schedule run` asks the process that runs; the history tells how it ended."""
    url, process = embedded
    process.start()
    wait_until_ready(url)
    asking = ServiceProcess(tmp_path, "schedule", "run", "nightly")
    asking.run()
    deadline = time.monotonic() + 20
    while numbers(url, "effects") != [-1]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    history = ServiceProcess(tmp_path, "schedule", "history", "nightly", "--json")
    with suppress(FileNotFoundError):
        history.log.unlink()
    history.run()
    assert '"outcome": "done"' in history.log.read_text()
