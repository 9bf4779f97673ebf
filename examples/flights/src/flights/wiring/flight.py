# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of flight get what they ask for."""

from flights.commands.get_flight import GetFlight
from flights.commands.list_flights import ListFlights
from flights.repositories.flight import FlightRepository


def list_flights() -> ListFlights:
    """Make the command list_flights."""
    return ListFlights(FlightRepository())


def get_flight() -> GetFlight:
    """Make the command get_flight."""
    return GetFlight(FlightRepository())
