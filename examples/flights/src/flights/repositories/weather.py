"""Data access: weather hours."""

from datetime import datetime

from svcgen_runtime.database import Repository

from flights.contract.models.weather import Weather


class WeatherRepository(Repository[Weather, tuple[str, datetime]]):
    """Where weather hours are kept."""

    model = Weather
