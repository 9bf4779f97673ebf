"""TestService: what the tests of a generated service stand on."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import httpx
import pytest

from svcgen_runtime.errors import SettingsError
from svcgen_runtime.messages.rabbitmq import RabbitMQBroker
from svcgen_runtime.runtimes.messaging import topology_of
from svcgen_runtime.testing import TestService
from tests.behaviour.http_service import Probe, build_service, count_notes

ANNOUNCE, CHANGED = 2, 50


class Running(NamedTuple):
    """The started service and its probe."""

    service: TestService
    probe: Probe


@pytest.fixture(params=["embedded", "real"])
async def running(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """The service on embedded parts, and on PostgreSQL, RabbitMQ and Redis."""
    addresses = {
        "DATABASE_URL": "postgres",
        "BROKER_URL": "rabbitmq",
        "REDIS_URL": "redis",
    }
    for variable, server in addresses.items():
        if request.param == "real":
            url = request.getfixturevalue(f"{server}_url")
            monkeypatch.setenv(variable, url)
        else:
            monkeypatch.delenv(variable, raising=False)
    probe = Probe()
    async with TestService(build_service(probe)) as service:
        yield Running(service, probe)


async def test_request_push_message_and_schedule(running: Running) -> None:
    """One service, every trigger, the same hooks."""
    service, probe = running
    async with (
        service.websocket(roles=("editor",)) as editor,
        service.websocket() as anonymous,
    ):
        reply = await editor.call(ANNOUNCE, {"slug": "a"})
        assert reply.status_code == 0
        push = await anonymous.next_push()
        assert (push.pkg_id, push.data) == (CHANGED, {"slug": "a"})
        assert (await anonymous.call(ANNOUNCE, {"slug": "b"})).status_code == 7
        invalid = await editor.call(ANNOUNCE, {"slug": 1})
        assert (invalid.status_code, invalid.error_code) == (2, "invalid_data")
        taken = await editor.call(ANNOUNCE, {"slug": "a"})
        assert (taken.status_code, taken.error_code) == (5, "conflict")
        assert anonymous.pushes() == 0
    async with service.http(roles=("editor",)) as client:
        assert (await client.post("/notes", json={"slug": "m"})).status_code == 201
    await service.wait_for_messages(1)
    assert service.published[0].topic == "note.added"
    await service.run_schedule("sweep")
    assert "worker:sweep" in probe.seen
    assert await count_notes(service.service) == 3
    with pytest.raises(SettingsError, match="did you mean 'sweep'"):
        await service.run_schedule("sweeep")


async def test_tickets(running: Running) -> None:
    """POST /ws-ticket gives a known caller a ticket, and nobody else."""
    async with running.service.http() as anonymous:
        assert (await anonymous.post("/ws-ticket")).status_code == 401
    async with running.service.http(roles=("editor",)) as client:
        ticket = (await client.post("/ws-ticket")).json()
    assert ticket["expires_in"] == 30
    async with running.service.websocket() as socket:
        reply = await socket.call(-1, {"ticket": ticket["ticket"]})
        assert isinstance(reply.data, dict)
        assert (reply.status_code, reply.data["roles"]) == (0, ["editor"])


async def test_nothing_is_left_on_the_broker(
    monkeypatch: pytest.MonkeyPatch, rabbitmq_url: str
) -> None:
    """The queues of a test are gone after it."""
    monkeypatch.setenv("BROKER_URL", rabbitmq_url)
    service = build_service(Probe())
    async with TestService(service):
        topology = topology_of(service)
    broker = RabbitMQBroker(rabbitmq_url)
    await broker.start()
    missing = await broker.diff(topology)
    await broker.stop()
    assert {one.state for one in missing} == {"missing"}
    assert len(missing) == len(topology.queues) + len(topology.exchanges)


async def test_one_service_is_started_many_times() -> None:
    """Each start has a database of its own."""
    service = build_service(Probe())
    for _ in range(2):
        async with TestService(service) as running:
            async with running.http(roles=("editor",)) as client:
                answer = await client.post("/notes", json={"slug": "a"})
            assert answer.status_code == 201
            url = running.url
        async with httpx.AsyncClient(trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):
                await client.get(url)
