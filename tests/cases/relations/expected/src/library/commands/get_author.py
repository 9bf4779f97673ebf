"""Look up an author by its key."""

from uuid import UUID

from library.contract.details.author import GetAuthorOutput
from library.repositories.author import AuthorRepository


class GetAuthor:
    """Look up an author by its key."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, id: UUID) -> GetAuthorOutput:
        author = await self.authors.require(
            id,
            include=("books", "friends", "befriended"),
        )
        return GetAuthorOutput.model_validate(author)
