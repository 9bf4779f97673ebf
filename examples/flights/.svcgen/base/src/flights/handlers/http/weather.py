"""HTTP routes of weather."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.http import Router

from flights.contract.schemas.weather import WeatherQuery, WeatherRead
from flights.wiring import weather as wiring

router = Router(tags=["weather_hours"])


@router.get("/weather-hours", access=PUBLIC)
async def list_weather_hours(
    query: Annotated[WeatherQuery, Query()],
) -> KeysetPage[WeatherRead]:
    """List weather hours."""
    return await wiring.list_weather_hours().execute(query)


@router.get("/weather-hours/{origin}/{time_hour}", access=PUBLIC)
async def get_weather(origin: str, time_hour: datetime) -> WeatherRead:
    """Look up a weather by its key."""
    return await wiring.get_weather().execute(origin, time_hour)
