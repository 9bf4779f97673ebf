"""Change some fields of a book."""

from uuid import UUID

from library.contract.schemas.book import BookRead, BookUpdate
from library.repositories.book import BookRepository


class UpdateBook:
    """Change some fields of a book."""

    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def execute(self, id: UUID, changes: BookUpdate) -> BookRead:
        book = await self.books.update(id, changes)
        return BookRead.model_validate(book)
