"""Look up a weather by its key."""

from datetime import datetime

from flights.contract.schemas.weather import WeatherRead
from flights.repositories.weather import WeatherRepository


class GetWeather:
    """Look up a weather by its key."""

    def __init__(self, weather_hours: WeatherRepository) -> None:
        self.weather_hours = weather_hours

    async def execute(self, origin: str, time_hour: datetime) -> WeatherRead:
        weather = await self.weather_hours.require((origin, time_hour))
        return WeatherRead.model_validate(weather)
