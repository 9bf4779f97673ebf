"""What AuthorCreated triggers."""

from svcgen_runtime.messages import ConsumerRouter

from authors.contract.messages.author_created import AuthorCreated
from authors.contract.schemas.note_author import NoteAuthorInput
from authors.wiring import note_author as wiring

consumers = ConsumerRouter()


@consumers.handle(AuthorCreated)
async def note_author(message: AuthorCreated) -> None:
    """Note that an author was added, and ask for a letter of welcome."""
    await wiring.note_author().execute(
        NoteAuthorInput(author_id=message.author_id, name=message.name),
    )
