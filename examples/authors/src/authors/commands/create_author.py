"""Add an author."""

from authors.contract.messages.author_created import AuthorCreated
from authors.contract.pushes.author_added import AuthorAdded
from authors.contract.schemas.author import AuthorCreate, AuthorRead
from authors.repositories.author import AuthorRepository


class CreateAuthor:
    """Add an author."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, data: AuthorCreate) -> AuthorRead:
        author = await self.authors.create(data)
        await AuthorCreated(author_id=author.id, name=author.name).publish()
        await AuthorAdded(author_id=author.id, name=author.name).broadcast()
        return AuthorRead.model_validate(author)
