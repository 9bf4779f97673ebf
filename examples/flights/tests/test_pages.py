"""Lists to the last page, filters and nulls; over both transports."""

from factories import (
    flight_data,
    make_airline,
    make_airport,
    plane_data,
)
from svcgen_runtime.testing import TestService

from flights.contract.packages import PkgID
from flights.repositories.flight import FlightRepository
from flights.repositories.plane import PlaneRepository


async def test_flights_by_cursor(running: TestService) -> None:
    """Sorted by a column that may be null, forth to the last page; packages say the same."""
    delays = [5, None, -3, None, 40, 0, 5]
    async with running.service.unit_of_work("test"):
        carrier = (await make_airline()).carrier
        origin = (await make_airport()).faa
        await FlightRepository().create_many(
            flight_data(carrier, origin, n).model_copy(update={"dep_delay": delay})
            for n, delay in enumerate(delays, 1)
        )
    seen = []
    query: dict[str, str | int] = {"sort": "-dep_delay", "limit": 3}
    async with running.http() as client, running.websocket() as socket:
        while True:
            page = (await client.get("/flights", params=query)).json()
            reply = await socket.call(PkgID.GET_FLIGHTS, query)
            assert (reply.data, reply.meta) == (page["items"], page["meta"])
            seen += [flight["dep_delay"] for flight in page["items"]]
            if page["meta"]["next_cursor"] is None:
                break
            query["cursor"] = page["meta"]["next_cursor"]
        late = await client.get("/flights", params={"dep_delay__ge": 5, "total": True})
    assert len(seen) == len(delays)
    known = [delay for delay in seen if delay is not None]
    assert known == [40, 5, 5, 0, -3]
    assert late.json()["meta"]["total"] == 3


async def test_planes_by_number(running: TestService) -> None:
    """Pages by number, and what is null by its own filter."""
    async with running.service.unit_of_work("test"):
        await PlaneRepository().create_many(
            plane_data(n).model_copy(update={"year": 2000 + n if n % 2 else None})
            for n in range(1, 8)
        )
    async with running.http() as client:
        last = await client.get("/planes", params={"page": 3, "per_page": 3})
        unknown = await client.get("/planes", params={"year__null": True})
        young = await client.get("/planes", params={"year__ge": 2005, "sort": "-year"})
    assert last.json()["meta"]["total"] == 7
    assert len(last.json()["items"]) == 1
    assert unknown.json()["meta"]["total"] == 3
    assert [plane["year"] for plane in young.json()["items"]] == [2007, 2005]
