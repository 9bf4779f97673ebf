"""Tests of airline, over real sockets."""

import pytest
from factories import airline_data, make_airline
from svcgen_runtime.testing import TestService

from flights.contract.packages import PkgID
from flights.contract.roles import Role


@pytest.mark.parametrize(("method", "path"), [("POST", "/airlines")])
async def test_needs_a_token(running: TestService, method: str, path: str) -> None:
    """Without a token nothing is done."""
    async with running.http(None) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), [("POST", "/airlines")])
async def test_needs_its_roles(running: TestService, method: str, path: str) -> None:
    """Without the roles nothing is done."""
    async with running.http(()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == 403


async def test_create_airline_over_http(running: TestService) -> None:
    """Add an airline."""
    data = airline_data().model_dump(mode="json")
    async with running.http([Role.LOADER]) as client:
        answer = await client.post("/airlines", json=data)
    assert answer.status_code == 201


async def test_list_airlines_over_http(running: TestService) -> None:
    """List airlines."""
    async with running.service.unit_of_work("test"):
        await make_airline()
    async with running.http() as client:
        answer = await client.get("/airlines")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_list_airlines_over_websocket(running: TestService) -> None:
    """List airlines."""
    async with running.service.unit_of_work("test"):
        await make_airline()
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_AIRLINES)
    assert reply.status_code == 0


async def test_get_airline_over_http(running: TestService) -> None:
    """Look up an airline by its key."""
    async with running.service.unit_of_work("test"):
        airline = await make_airline()
    async with running.http() as client:
        answer = await client.get(f"/airlines/{airline.carrier}")
    assert answer.status_code == 200
