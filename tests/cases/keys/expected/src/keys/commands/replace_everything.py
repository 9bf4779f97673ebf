"""Replace all fields of an everything."""

from keys.contract.schemas.everything import EverythingCreate, EverythingRead
from keys.repositories.everything import EverythingRepository


class ReplaceEverything:
    """Replace all fields of an everything."""

    def __init__(self, everythings: EverythingRepository) -> None:
        self.everythings = everythings

    async def execute(self, id: int, data: EverythingCreate) -> EverythingRead:
        everything = await self.everythings.replace(id, data)
        return EverythingRead.model_validate(everything)
