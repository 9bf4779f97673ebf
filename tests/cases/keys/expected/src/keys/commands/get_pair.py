"""Look up a pair by its key."""

from keys.contract.schemas.pair import PairRead
from keys.repositories.pair import PairRepository


class GetPair:
    """Look up a pair by its key."""

    def __init__(self, pairs: PairRepository) -> None:
        self.pairs = pairs

    async def execute(self, left: str, right: int) -> PairRead:
        pair = await self.pairs.require((left, right))
        return PairRead.model_validate(pair)
