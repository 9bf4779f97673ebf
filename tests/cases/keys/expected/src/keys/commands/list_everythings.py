"""List everythings."""

from svcgen_runtime.database import KeysetPage

from keys.contract.schemas.everything import EverythingQuery, EverythingRead
from keys.repositories.everything import EverythingRepository


class ListEverythings:
    """List everythings."""

    def __init__(self, everythings: EverythingRepository) -> None:
        self.everythings = everythings

    async def execute(self, query: EverythingQuery) -> KeysetPage[EverythingRead]:
        page = await self.everythings.page(query)
        return page.map(EverythingRead.model_validate)
