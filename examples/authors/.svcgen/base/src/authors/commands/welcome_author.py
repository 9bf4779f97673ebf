"""Write a first letter to an author."""

from svcgen_runtime.errors import CommandNotWritten

from authors.contract.schemas.welcome_author import WelcomeAuthorInput
from authors.repositories.author import AuthorRepository


class WelcomeAuthor:
    """Write a first letter to an author."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, data: WelcomeAuthorInput) -> None:
        raise CommandNotWritten("welcome_author")
