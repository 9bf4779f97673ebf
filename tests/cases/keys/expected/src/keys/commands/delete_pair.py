"""Delete a pair."""

from keys.repositories.pair import PairRepository


class DeletePair:
    """Delete a pair."""

    def __init__(self, pairs: PairRepository) -> None:
        self.pairs = pairs

    async def execute(self, left: str, right: int) -> None:
        await self.pairs.delete((left, right))
