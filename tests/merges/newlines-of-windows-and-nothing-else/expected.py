"""Books."""

from uuid import UUID

from svcgen_runtime.database import Page, Repository

from books.contract.models.book import Book

__all__ = ["BookRepository", "find_book"]

LIMIT = Page.size


class BookRepository(Repository[Book, UUID]):
    """Where books are kept."""

    model = Book

    async def get_by_title(self, title: str) -> Book | None:
        """Give the book with this title."""
        return await self.find_one(title=title)

    async def count_pages(self, book_id: UUID) -> int:
        """Add up the pages of a book."""
        book = await self.get(book_id)
        total = 0
        for chapter in book.chapters:
            total += chapter.pages
        return total


async def find_book(title: str) -> Book | None:
    """Find a book by its title."""
    return await BookRepository().get_by_title(title)
