"""What is worked out of a book, each time it is read."""

from typing import TYPE_CHECKING

from svcgen_runtime.errors import Conflict

if TYPE_CHECKING:
    from library.contract.models.book import Book


def title_length(book: "Book") -> int:
    """How many characters the title has."""
    return len(book.title)


def label(book: "Book") -> str | None:
    """Work out the label."""
    if book.title == "Forbidden":
        raise Conflict("This book has no label.")
    return f"#{book.title}" if book.title[0].isupper() else None
