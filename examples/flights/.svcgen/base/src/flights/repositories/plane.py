"""Data access: planes."""

from svcgen_runtime.database import Repository

from flights.contract.models.plane import Plane


class PlaneRepository(Repository[Plane, str]):
    """Where planes are kept."""

    model = Plane
