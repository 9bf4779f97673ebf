# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of airline get what they ask for."""

from flights.commands.create_airline import CreateAirline
from flights.commands.get_airline import GetAirline
from flights.commands.list_airlines import ListAirlines
from flights.repositories.airline import AirlineRepository


def create_airline() -> CreateAirline:
    """Make the command create_airline."""
    return CreateAirline(AirlineRepository())


def list_airlines() -> ListAirlines:
    """Make the command list_airlines."""
    return ListAirlines(AirlineRepository())


def get_airline() -> GetAirline:
    """Make the command get_airline."""
    return GetAirline(AirlineRepository())
