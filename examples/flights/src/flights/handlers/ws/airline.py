"""WebSocket packages of airline."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.websocket import PackageRouter

from flights.contract.packages import PkgID
from flights.contract.schemas.airline import AirlineQuery, AirlineRead
from flights.wiring import airline as wiring

packages = PackageRouter()


@packages.handle(PkgID.GET_AIRLINES, access=PUBLIC)
async def list_airlines(query: AirlineQuery) -> KeysetPage[AirlineRead]:
    """List airlines."""
    return await wiring.list_airlines().execute(query)
