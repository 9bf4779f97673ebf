# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What comes out with what it refers to: book."""

from library.contract.schemas.author import AuthorRead
from library.contract.schemas.book import BookRead
from library.contract.schemas.genre import GenreRead
from library.contract.schemas.reader import ReaderRead
from library.contract.schemas.shelf import ShelfRead


class ListBooksOutput(BookRead):
    """A book with what it refers to."""

    shelf: ShelfRead | None


class GetBookOutput(BookRead):
    """A book with what it refers to."""

    authors: list[AuthorRead]
    genres: list[GenreRead]
    sequels: list[BookRead]
    prequels: list[BookRead]
    shelf: ShelfRead | None
    borrowers: list[ReaderRead]
