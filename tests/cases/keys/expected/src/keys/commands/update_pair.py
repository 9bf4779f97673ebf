"""Change some fields of a pair."""

from keys.contract.schemas.pair import PairRead, PairUpdate
from keys.repositories.pair import PairRepository


class UpdatePair:
    """Change some fields of a pair."""

    def __init__(self, pairs: PairRepository) -> None:
        self.pairs = pairs

    async def execute(self, left: str, right: int, changes: PairUpdate) -> PairRead:
        pair = await self.pairs.update((left, right), changes)
        return PairRead.model_validate(pair)
