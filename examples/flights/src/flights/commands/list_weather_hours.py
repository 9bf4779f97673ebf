"""List weather hours."""

from svcgen_runtime.database import KeysetPage

from flights.contract.schemas.weather import WeatherQuery, WeatherRead
from flights.repositories.weather import WeatherRepository


class ListWeatherHours:
    """List weather hours."""

    def __init__(self, weather_hours: WeatherRepository) -> None:
        self.weather_hours = weather_hours

    async def execute(self, query: WeatherQuery) -> KeysetPage[WeatherRead]:
        page = await self.weather_hours.page(query)
        return page.map(WeatherRead.model_validate)
