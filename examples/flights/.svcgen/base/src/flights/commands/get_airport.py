"""Look up an airport by its key."""

from flights.contract.schemas.airport import AirportRead
from flights.repositories.airport import AirportRepository


class GetAirport:
    """Look up an airport by its key."""

    def __init__(self, airports: AirportRepository) -> None:
        self.airports = airports

    async def execute(self, faa: str) -> AirportRead:
        airport = await self.airports.require(faa)
        return AirportRead.model_validate(airport)
