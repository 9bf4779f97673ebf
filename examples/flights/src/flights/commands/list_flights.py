"""List flights."""

from svcgen_runtime.database import KeysetPage

from flights.contract.schemas.flight import FlightQuery, FlightRead
from flights.repositories.flight import FlightRepository


class ListFlights:
    """List flights."""

    def __init__(self, flights: FlightRepository) -> None:
        self.flights = flights

    async def execute(self, query: FlightQuery) -> KeysetPage[FlightRead]:
        page = await self.flights.page(query)
        return page.map(FlightRead.model_validate)
