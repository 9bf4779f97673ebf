"""Look up a reader by its key."""

from library.contract.details.reader import GetReaderOutput
from library.repositories.reader import ReaderRepository


class GetReader:
    """Look up a reader by its key."""

    def __init__(self, readers: ReaderRepository) -> None:
        self.readers = readers

    async def execute(self, id: int) -> GetReaderOutput:
        reader = await self.readers.require(
            id,
            include=("borrowed", "follows", "followers"),
        )
        return GetReaderOutput.model_validate(reader)
