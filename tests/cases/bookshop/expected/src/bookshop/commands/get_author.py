"""Look up an author by its key."""

from uuid import UUID

from bookshop.contract.schemas.author import AuthorRead
from bookshop.repositories.author import AuthorRepository


class GetAuthor:
    """Look up an author by its key."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, id: UUID) -> AuthorRead:
        author = await self.authors.require(id)
        return AuthorRead.model_validate(author)
