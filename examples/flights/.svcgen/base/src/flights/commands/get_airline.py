"""Look up an airline by its key."""

from flights.contract.schemas.airline import AirlineRead
from flights.repositories.airline import AirlineRepository


class GetAirline:
    """Look up an airline by its key."""

    def __init__(self, airlines: AirlineRepository) -> None:
        self.airlines = airlines

    async def execute(self, carrier: str) -> AirlineRead:
        airline = await self.airlines.require(carrier)
        return AirlineRead.model_validate(airline)
