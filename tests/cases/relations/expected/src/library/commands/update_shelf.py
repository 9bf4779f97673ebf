"""Change some fields of a shelf."""

from uuid import UUID

from library.contract.schemas.shelf import ShelfRead, ShelfUpdate
from library.repositories.shelf import ShelfRepository


class UpdateShelf:
    """Change some fields of a shelf."""

    def __init__(self, shelves: ShelfRepository) -> None:
        self.shelves = shelves

    async def execute(self, id: UUID, changes: ShelfUpdate) -> ShelfRead:
        shelf = await self.shelves.update(id, changes)
        return ShelfRead.model_validate(shelf)
