"""Add an airline."""

from flights.contract.schemas.airline import AirlineCreate, AirlineRead
from flights.repositories.airline import AirlineRepository


class CreateAirline:
    """Add an airline."""

    def __init__(self, airlines: AirlineRepository) -> None:
        self.airlines = airlines

    async def execute(self, data: AirlineCreate) -> AirlineRead:
        airline = await self.airlines.create(data)
        return AirlineRead.model_validate(airline)
