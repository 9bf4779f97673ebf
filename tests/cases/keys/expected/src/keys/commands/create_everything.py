"""Add an everything."""

from keys.contract.schemas.everything import EverythingCreate, EverythingRead
from keys.repositories.everything import EverythingRepository


class CreateEverything:
    """Add an everything."""

    def __init__(self, everythings: EverythingRepository) -> None:
        self.everythings = everythings

    async def execute(self, data: EverythingCreate) -> EverythingRead:
        everything = await self.everythings.create(data)
        return EverythingRead.model_validate(everything)
