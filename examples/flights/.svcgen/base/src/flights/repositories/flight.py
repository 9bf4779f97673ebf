"""Data access: flights."""

from svcgen_runtime.database import Repository

from flights.contract.models.flight import Flight


class FlightRepository(Repository[Flight, int]):
    """Where flights are kept."""

    model = Flight
