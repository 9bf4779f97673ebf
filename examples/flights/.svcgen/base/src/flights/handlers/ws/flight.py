"""WebSocket packages of flight."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.websocket import PackageRouter

from flights.contract.details.flight import GetFlightOutput
from flights.contract.packages import PkgID
from flights.contract.schemas.flight import FlightKey, FlightQuery, FlightRead
from flights.wiring import flight as wiring

packages = PackageRouter()


@packages.handle(PkgID.GET_FLIGHTS, access=PUBLIC)
async def list_flights(query: FlightQuery) -> KeysetPage[FlightRead]:
    """List flights."""
    return await wiring.list_flights().execute(query)


@packages.handle(PkgID.GET_FLIGHT, access=PUBLIC)
async def get_flight(request: FlightKey) -> GetFlightOutput:
    """Look up a flight by its key."""
    return await wiring.get_flight().execute(request.id)
