# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of count rows get what they ask for."""

from flights.commands.count_rows import CountRows
from flights.repositories.airline import AirlineRepository
from flights.repositories.airport import AirportRepository
from flights.repositories.flight import FlightRepository
from flights.repositories.plane import PlaneRepository
from flights.repositories.weather import WeatherRepository


def count_rows() -> CountRows:
    """Make the command count_rows."""
    return CountRows(
        AirlineRepository(),
        AirportRepository(),
        PlaneRepository(),
        WeatherRepository(),
        FlightRepository(),
    )
