"""List authors."""

from svcgen_runtime.database import KeysetPage

from bookshop.contract.schemas.author import AuthorQuery, AuthorRead
from bookshop.repositories.author import AuthorRepository


class ListAuthors:
    """List authors."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, query: AuthorQuery) -> KeysetPage[AuthorRead]:
        page = await self.authors.page(query)
        return page.map(AuthorRead.model_validate)
