"""List books."""

from svcgen_runtime.database import KeysetPage

from library.contract.details.book import ListBooksOutput
from library.contract.schemas.book import BookQuery
from library.repositories.book import BookRepository


class ListBooks:
    """List books."""

    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def execute(self, query: BookQuery) -> KeysetPage[ListBooksOutput]:
        page = await self.books.page(query, include=("shelf",))
        return page.map(ListBooksOutput.model_validate)
