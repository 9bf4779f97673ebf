# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of weather get what they ask for."""

from flights.commands.get_weather import GetWeather
from flights.commands.list_weather_hours import ListWeatherHours
from flights.repositories.weather import WeatherRepository


def list_weather_hours() -> ListWeatherHours:
    """Make the command list_weather_hours."""
    return ListWeatherHours(WeatherRepository())


def get_weather() -> GetWeather:
    """Make the command get_weather."""
    return GetWeather(WeatherRepository())
