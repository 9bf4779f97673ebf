"""List authors."""

from svcgen_runtime.database import KeysetPage

from library.contract.details.author import ListAuthorsOutput
from library.contract.schemas.author import AuthorQuery
from library.repositories.author import AuthorRepository


class ListAuthors:
    """List authors."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, query: AuthorQuery) -> KeysetPage[ListAuthorsOutput]:
        page = await self.authors.page(query, include=("books",))
        return page.map(ListAuthorsOutput.model_validate)
