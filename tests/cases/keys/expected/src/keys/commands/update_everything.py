"""Change some fields of an everything."""

from keys.contract.schemas.everything import EverythingRead, EverythingUpdate
from keys.repositories.everything import EverythingRepository


class UpdateEverything:
    """Change some fields of an everything."""

    def __init__(self, everythings: EverythingRepository) -> None:
        self.everythings = everythings

    async def execute(self, id: int, changes: EverythingUpdate) -> EverythingRead:
        everything = await self.everythings.update(id, changes)
        return EverythingRead.model_validate(everything)
