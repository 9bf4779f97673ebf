"""Tests of note author, over real sockets."""

import pytest
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.fields import uuid7
from svcgen_runtime.testing import TestService

from authors.contract.schemas.note_author import NoteAuthorInput
from authors.wiring import note_author as wiring


async def test_note_author_is_not_written_yet(running: TestService) -> None:
    """Replace this when note_author is written."""
    number = 1
    async with running.service.unit_of_work("note_author"):
        with pytest.raises(CommandNotWritten):
            await wiring.note_author().execute(
                NoteAuthorInput(author_id=uuid7(), name=f"name {number}"),
            )
