"""List planes."""

from svcgen_runtime.database import OffsetPage

from flights.contract.schemas.plane import PlaneQuery, PlaneRead
from flights.repositories.plane import PlaneRepository


class ListPlanes:
    """List planes."""

    def __init__(self, planes: PlaneRepository) -> None:
        self.planes = planes

    async def execute(self, query: PlaneQuery) -> OffsetPage[PlaneRead]:
        page = await self.planes.page(query)
        return page.map(PlaneRead.model_validate)
