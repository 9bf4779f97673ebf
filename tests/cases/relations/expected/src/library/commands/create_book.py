"""Add a book."""

from library.contract.schemas.book import BookCreate, BookRead
from library.repositories.book import BookRepository


class CreateBook:
    """Add a book."""

    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def execute(self, data: BookCreate) -> BookRead:
        book = await self.books.create(data)
        return BookRead.model_validate(book)
