"""Change some fields of an author."""

from uuid import UUID

from library.contract.schemas.author import AuthorRead, AuthorUpdate
from library.repositories.author import AuthorRepository


class UpdateAuthor:
    """Change some fields of an author."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, id: UUID, changes: AuthorUpdate) -> AuthorRead:
        author = await self.authors.update(id, changes)
        return AuthorRead.model_validate(author)
