"""Add a pair."""

from keys.contract.schemas.pair import PairCreate, PairRead
from keys.repositories.pair import PairRepository


class CreatePair:
    """Add a pair."""

    def __init__(self, pairs: PairRepository) -> None:
        self.pairs = pairs

    async def execute(self, data: PairCreate) -> PairRead:
        pair = await self.pairs.create(data)
        return PairRead.model_validate(pair)
