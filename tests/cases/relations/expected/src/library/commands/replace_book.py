"""Replace all fields of a book."""

from uuid import UUID

from library.contract.schemas.book import BookCreate, BookRead
from library.repositories.book import BookRepository


class ReplaceBook:
    """Replace all fields of a book."""

    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def execute(self, id: UUID, data: BookCreate) -> BookRead:
        book = await self.books.replace(id, data)
        return BookRead.model_validate(book)
