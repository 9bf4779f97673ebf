"""Data access: airlines."""

from svcgen_runtime.database import Repository

from flights.contract.models.airline import Airline


class AirlineRepository(Repository[Airline, str]):
    """Where airlines are kept."""

    model = Airline
