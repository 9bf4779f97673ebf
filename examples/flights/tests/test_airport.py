"""Tests of airport, over real sockets."""

from factories import make_airport
from svcgen_runtime.testing import TestService

from flights.contract.packages import PkgID
from flights.contract.schemas.airport import AirportKey


async def test_list_airports_over_http(running: TestService) -> None:
    """List airports."""
    async with running.service.unit_of_work("test"):
        await make_airport()
    async with running.http() as client:
        answer = await client.get("/airports")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_get_airport_over_http(running: TestService) -> None:
    """Look up an airport by its key."""
    async with running.service.unit_of_work("test"):
        airport = await make_airport()
    async with running.http() as client:
        answer = await client.get(f"/airports/{airport.faa}")
    assert answer.status_code == 200


async def test_get_airport_over_websocket(running: TestService) -> None:
    """Look up an airport by its key."""
    async with running.service.unit_of_work("test"):
        airport = await make_airport()
    key = AirportKey(faa=airport.faa).model_dump(mode="json")
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_AIRPORT, key)
    assert reply.status_code == 0
