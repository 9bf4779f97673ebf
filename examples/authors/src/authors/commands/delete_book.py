"""Delete a book."""

from uuid import UUID

from authors.repositories.book import BookRepository


class DeleteBook:
    """Delete a book."""

    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def execute(self, id: UUID) -> None:
        await self.books.delete(id)
