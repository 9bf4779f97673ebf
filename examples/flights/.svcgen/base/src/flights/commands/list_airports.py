"""List airports."""

from svcgen_runtime.database import KeysetPage

from flights.contract.schemas.airport import AirportQuery, AirportRead
from flights.repositories.airport import AirportRepository


class ListAirports:
    """List airports."""

    def __init__(self, airports: AirportRepository) -> None:
        self.airports = airports

    async def execute(self, query: AirportQuery) -> KeysetPage[AirportRead]:
        page = await self.airports.page(query)
        return page.map(AirportRead.model_validate)
