"""Data access: books."""

from uuid import UUID

from svcgen_runtime.database import Repository

from library.contract.models.book import Book


class BookRepository(Repository[Book, UUID]):
    """Where books are kept."""

    model = Book
