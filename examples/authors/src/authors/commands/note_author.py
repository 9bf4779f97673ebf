"""Note that an author was added, and ask for a letter of welcome."""

import logging

from authors.contract.messages.welcome_author import WelcomeAuthor
from authors.contract.schemas.note_author import NoteAuthorInput

logger = logging.getLogger(__name__)


class NoteAuthor:
    """Note that an author was added, and ask for a letter of welcome."""

    async def execute(self, data: NoteAuthorInput) -> None:
        logger.info("%s was added", data.name)
        await WelcomeAuthor(author_id=data.author_id).publish()
