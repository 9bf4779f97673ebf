"""Replace all fields of an author."""

from uuid import UUID

from library.contract.schemas.author import AuthorCreate, AuthorRead
from library.repositories.author import AuthorRepository


class ReplaceAuthor:
    """Replace all fields of an author."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, id: UUID, data: AuthorCreate) -> AuthorRead:
        author = await self.authors.replace(id, data)
        return AuthorRead.model_validate(author)
