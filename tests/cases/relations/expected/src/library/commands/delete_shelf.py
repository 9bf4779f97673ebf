"""Delete a shelf."""

from uuid import UUID

from library.repositories.shelf import ShelfRepository


class DeleteShelf:
    """Delete a shelf."""

    def __init__(self, shelves: ShelfRepository) -> None:
        self.shelves = shelves

    async def execute(self, id: UUID) -> None:
        await self.shelves.delete(id)
