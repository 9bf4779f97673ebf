"""Look up a shelf by its key."""

from uuid import UUID

from library.contract.details.shelf import GetShelfOutput
from library.repositories.shelf import ShelfRepository


class GetShelf:
    """Look up a shelf by its key."""

    def __init__(self, shelves: ShelfRepository) -> None:
        self.shelves = shelves

    async def execute(self, id: UUID) -> GetShelfOutput:
        shelf = await self.shelves.require(id, include=("books",))
        return GetShelfOutput.model_validate(shelf)
