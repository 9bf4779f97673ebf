"""Write a first letter to an author."""

import logging

from authors.contract.schemas.welcome_author import WelcomeAuthorInput
from authors.repositories.author import AuthorRepository

logger = logging.getLogger(__name__)


class WelcomeAuthor:
    """Write a first letter to an author."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def execute(self, data: WelcomeAuthorInput) -> None:
        author = await self.authors.get(data.author_id)
        if author is None:
            # deleted before the letter was written: trying again would not help
            logger.info("no letter: %s is gone", data.author_id)
            return
        logger.info("Dear %s, welcome to the catalogue.", author.name)
