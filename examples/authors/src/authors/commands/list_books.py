"""List books."""

from svcgen_runtime.database import OffsetPage

from authors.contract.schemas.book import BookQuery, BookRead
from authors.repositories.book import BookRepository


class ListBooks:
    """List books."""

    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def execute(self, query: BookQuery) -> OffsetPage[BookRead]:
        page = await self.books.page(query)
        return page.map(BookRead.model_validate)
