# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What comes out with what it refers to: author."""

from svcgen_runtime.schema import Schema

from library.contract.schemas.author import AuthorRead
from library.contract.schemas.book import BookRead


class ListAuthorsOutput(AuthorRead):
    """An author with what it refers to."""

    books: list[BookRead]


class GetAuthorOutput(AuthorRead):
    """An author with what it refers to."""

    books: list[BookRead]
    friends: list[AuthorRead]
    befriended: list[AuthorRead]


class CountBooksOutput(Schema):
    """What count_books gives back."""

    author: AuthorRead
    books: int
