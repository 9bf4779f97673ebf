"""Add a shelf."""

from library.contract.schemas.shelf import ShelfCreate, ShelfRead
from library.repositories.shelf import ShelfRepository


class CreateShelf:
    """Add a shelf."""

    def __init__(self, shelves: ShelfRepository) -> None:
        self.shelves = shelves

    async def execute(self, data: ShelfCreate) -> ShelfRead:
        shelf = await self.shelves.create(data)
        return ShelfRead.model_validate(shelf)
