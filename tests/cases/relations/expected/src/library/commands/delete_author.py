"""Delete an author."""

from uuid import UUID

from library.repositories.author import AuthorRepository


class DeleteAuthor:
    """Delete an author."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, id: UUID) -> None:
        await self.authors.delete(id)
