"""Look up a plane by its key."""

from flights.contract.schemas.plane import PlaneRead
from flights.repositories.plane import PlaneRepository


class GetPlane:
    """Look up a plane by its key."""

    def __init__(self, planes: PlaneRepository) -> None:
        self.planes = planes

    async def execute(self, tailnum: str) -> PlaneRead:
        plane = await self.planes.require(tailnum)
        return PlaneRead.model_validate(plane)
