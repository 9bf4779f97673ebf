"""WebSocket packages of airport."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.websocket import PackageRouter

from flights.contract.packages import PkgID
from flights.contract.schemas.airport import AirportKey, AirportRead
from flights.wiring import airport as wiring

packages = PackageRouter()


@packages.handle(PkgID.GET_AIRPORT, access=PUBLIC)
async def get_airport(request: AirportKey) -> AirportRead:
    """Look up an airport by its key."""
    return await wiring.get_airport().execute(request.faa)
