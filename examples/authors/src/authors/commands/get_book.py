"""Look up a book by its key."""

from uuid import UUID

from authors.contract.details.book import GetBookOutput
from authors.repositories.book import BookRepository


class GetBook:
    """Look up a book by its key."""

    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def execute(self, id: UUID) -> GetBookOutput:
        book = await self.books.require(id, include=("author",))
        return GetBookOutput.model_validate(book)
