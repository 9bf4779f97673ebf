"""Tests of flight, over real sockets."""

from factories import make_flight
from svcgen_runtime.testing import TestService

from flights.contract.packages import PkgID
from flights.contract.schemas.flight import FlightKey


async def test_list_flights_over_http(running: TestService) -> None:
    """List flights."""
    async with running.service.unit_of_work("test"):
        await make_flight()
    async with running.http() as client:
        answer = await client.get("/flights")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_list_flights_over_websocket(running: TestService) -> None:
    """List flights."""
    async with running.service.unit_of_work("test"):
        await make_flight()
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_FLIGHTS)
    assert reply.status_code == 0


async def test_get_flight_over_http(running: TestService) -> None:
    """Look up a flight by its key."""
    async with running.service.unit_of_work("test"):
        flight = await make_flight()
    async with running.http() as client:
        answer = await client.get(f"/flights/{flight.id}")
    assert answer.status_code == 200


async def test_get_flight_over_websocket(running: TestService) -> None:
    """Look up a flight by its key."""
    async with running.service.unit_of_work("test"):
        flight = await make_flight()
    assert flight.id is not None
    key = FlightKey(id=flight.id).model_dump(mode="json")
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_FLIGHT, key)
    assert reply.status_code == 0
