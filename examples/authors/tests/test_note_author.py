"""Tests of note author, over real sockets."""

from svcgen_runtime.fields import uuid7
from svcgen_runtime.testing import TestService

from authors.contract.schemas.note_author import NoteAuthorInput
from authors.wiring import note_author as wiring


async def test_note_author_asks_for_a_letter(running: TestService) -> None:
    """One author, one task."""
    author_id = uuid7()
    async with running.service.unit_of_work("note_author"):
        await wiring.note_author().execute(
            NoteAuthorInput(author_id=author_id, name="Jane Austen")
        )
    await running.wait_for_messages(1)
    (task,) = running.published
    assert task.type == f"{running.service.name}.WelcomeAuthor.v1"
    assert str(author_id) in task.body.decode()
