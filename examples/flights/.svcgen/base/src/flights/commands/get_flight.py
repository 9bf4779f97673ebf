"""Look up a flight by its key."""

from flights.contract.details.flight import GetFlightOutput
from flights.repositories.flight import FlightRepository


class GetFlight:
    """Look up a flight by its key."""

    def __init__(self, flights: FlightRepository) -> None:
        self.flights = flights

    async def execute(self, id: int) -> GetFlightOutput:
        flight = await self.flights.require(
            id,
            include=("airline", "plane", "from_airport", "to_airport"),
        )
        return GetFlightOutput.model_validate(flight)
