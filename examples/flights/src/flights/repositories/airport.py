"""Data access: airports."""

from svcgen_runtime.database import Repository

from flights.contract.models.airport import Airport


class AirportRepository(Repository[Airport, str]):
    """Where airports are kept."""

    model = Airport
