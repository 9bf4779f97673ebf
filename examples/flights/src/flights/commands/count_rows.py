"""Count the rows of every table."""

from flights.contract.schemas.count_rows import CountRowsOutput
from flights.repositories.airline import AirlineRepository
from flights.repositories.airport import AirportRepository
from flights.repositories.flight import FlightRepository
from flights.repositories.plane import PlaneRepository
from flights.repositories.weather import WeatherRepository


class CountRows:
    """Count the rows of every table."""

    def __init__(
        self,
        airlines: AirlineRepository,
        airports: AirportRepository,
        planes: PlaneRepository,
        weather_hours: WeatherRepository,
        flights: FlightRepository,
    ) -> None:
        self.airlines = airlines
        self.airports = airports
        self.planes = planes
        self.weather_hours = weather_hours
        self.flights = flights

    async def execute(self) -> CountRowsOutput:
        return CountRowsOutput(
            airlines=await self.airlines.count(),
            airports=await self.airports.count(),
            planes=await self.planes.count(),
            weather=await self.weather_hours.count(),
            flights=await self.flights.count(),
        )
