"""Count the authors."""

from svcgen_runtime.errors import CommandNotWritten

from authors.contract.schemas.count_authors import CountAuthorsOutput
from authors.repositories.author import AuthorRepository


class CountAuthors:
    """Count the authors."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self) -> CountAuthorsOutput:
        raise CommandNotWritten("count_authors")
