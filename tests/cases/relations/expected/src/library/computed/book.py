"""What is worked out of a book, each time it is read."""

from typing import TYPE_CHECKING

from svcgen_runtime.errors import CommandNotWritten

if TYPE_CHECKING:
    from library.contract.models.book import Book


def title_length(book: "Book") -> int:
    """How many characters the title has."""
    raise CommandNotWritten("Book.title_length")


def label(book: "Book") -> str | None:
    """Work out the label."""
    raise CommandNotWritten("Book.label")
