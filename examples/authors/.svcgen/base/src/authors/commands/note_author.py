"""Note that an author was added, and ask for a letter of welcome."""

from svcgen_runtime.errors import CommandNotWritten

from authors.contract.schemas.note_author import NoteAuthorInput


class NoteAuthor:
    """Note that an author was added, and ask for a letter of welcome."""

    async def execute(self, data: NoteAuthorInput) -> None:
        raise CommandNotWritten("note_author")
