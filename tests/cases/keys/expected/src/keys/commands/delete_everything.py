"""Delete an everything."""

from keys.repositories.everything import EverythingRepository


class DeleteEverything:
    """Delete an everything."""

    def __init__(self, everythings: EverythingRepository) -> None:
        self.everythings = everythings

    async def execute(self, id: int) -> None:
        await self.everythings.delete(id)
