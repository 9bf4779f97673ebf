"""Tests of book, over real sockets."""

import pytest
from factories import make_book
from svcgen_runtime.errors import CommandNotWritten
from svcgen_runtime.testing import TestService

from library.computed import book as computed


async def test_title_length_is_not_written_yet(running: TestService) -> None:
    """Replace this when title_length is written."""
    async with running.service.unit_of_work("test"):
        book = await make_book()
        with pytest.raises(CommandNotWritten):
            computed.title_length(book)


async def test_label_is_not_written_yet(running: TestService) -> None:
    """Replace this when label is written."""
    async with running.service.unit_of_work("test"):
        book = await make_book()
        with pytest.raises(CommandNotWritten):
            computed.label(book)
