"""Count the books of an author."""

from svcgen_runtime.errors import CommandNotWritten

from library.contract.details.author import CountBooksOutput
from library.contract.schemas.author import CountBooksInput
from library.repositories.author import AuthorRepository


class CountBooks:
    """Count the books of an author."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, data: CountBooksInput) -> CountBooksOutput:
        raise CommandNotWritten("count_books")
