"""Tests of weather, over real sockets."""

from factories import make_weather
from svcgen_runtime.testing import TestService


async def test_list_weather_hours_over_http(running: TestService) -> None:
    """List weather hours."""
    async with running.service.unit_of_work("test"):
        await make_weather()
    async with running.http() as client:
        answer = await client.get("/weather-hours")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_get_weather_over_http(running: TestService) -> None:
    """Look up a weather by its key."""
    async with running.service.unit_of_work("test"):
        weather = await make_weather()
    async with running.http() as client:
        answer = await client.get(
            f"/weather-hours/{weather.origin}/{weather.time_hour:%Y-%m-%dT%H:%M:%SZ}",
        )
    assert answer.status_code == 200
