"""Add an author."""

from library.contract.schemas.author import AuthorCreate, AuthorRead
from library.repositories.author import AuthorRepository


class CreateAuthor:
    """Add an author."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, data: AuthorCreate) -> AuthorRead:
        author = await self.authors.create(data)
        return AuthorRead.model_validate(author)
