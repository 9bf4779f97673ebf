"""List airlines."""

from svcgen_runtime.database import KeysetPage

from flights.contract.schemas.airline import AirlineQuery, AirlineRead
from flights.repositories.airline import AirlineRepository


class ListAirlines:
    """List airlines."""

    def __init__(self, airlines: AirlineRepository) -> None:
        self.airlines = airlines

    async def execute(self, query: AirlineQuery) -> KeysetPage[AirlineRead]:
        page = await self.airlines.page(query)
        return page.map(AirlineRead.model_validate)
