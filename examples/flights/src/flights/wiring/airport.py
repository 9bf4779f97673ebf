# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of airport get what they ask for."""

from flights.commands.get_airport import GetAirport
from flights.commands.list_airports import ListAirports
from flights.repositories.airport import AirportRepository


def list_airports() -> ListAirports:
    """Make the command list_airports."""
    return ListAirports(AirportRepository())


def get_airport() -> GetAirport:
    """Make the command get_airport."""
    return GetAirport(AirportRepository())
