"""List pairs."""

from svcgen_runtime.database import KeysetPage

from keys.contract.schemas.pair import PairQuery, PairRead
from keys.repositories.pair import PairRepository


class ListPairs:
    """List pairs."""

    def __init__(self, pairs: PairRepository) -> None:
        self.pairs = pairs

    async def execute(self, query: PairQuery) -> KeysetPage[PairRead]:
        page = await self.pairs.page(query)
        return page.map(PairRead.model_validate)
