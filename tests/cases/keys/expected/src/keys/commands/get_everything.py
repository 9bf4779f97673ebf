"""Look up an everything by its key."""

from keys.contract.schemas.everything import EverythingRead
from keys.repositories.everything import EverythingRepository


class GetEverything:
    """Look up an everything by its key."""

    def __init__(self, everythings: EverythingRepository) -> None:
        self.everythings = everythings

    async def execute(self, id: int) -> EverythingRead:
        everything = await self.everythings.require(id)
        return EverythingRead.model_validate(everything)
