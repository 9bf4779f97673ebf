"""Data access: authors."""

from uuid import UUID

from svcgen_runtime.database import Repository

from library.contract.models.author import Author


class AuthorRepository(Repository[Author, UUID]):
    """Where authors are kept."""

    model = Author

    async def get_by_name(self, name: str) -> Author | None:
        """Give the author with this name."""
        return await self.find_one(name=name)
