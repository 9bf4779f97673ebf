"""Count the authors."""

import logging

from authors.contract.schemas.count_authors import CountAuthorsOutput
from authors.repositories.author import AuthorRepository

logger = logging.getLogger(__name__)


class CountAuthors:
    """Count the authors."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self) -> CountAuthorsOutput:
        count = await self.authors.count()
        logger.info("%d authors", count)
        return CountAuthorsOutput(count=count)
