"""Add a reader."""

from library.contract.schemas.reader import ReaderCreate, ReaderRead
from library.repositories.reader import ReaderRepository


class CreateReader:
    """Add a reader."""

    def __init__(self, readers: ReaderRepository) -> None:
        self.readers = readers

    async def execute(self, data: ReaderCreate) -> ReaderRead:
        reader = await self.readers.create(data)
        return ReaderRead.model_validate(reader)
