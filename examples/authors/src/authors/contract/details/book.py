# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What comes out with what it refers to: book."""

from authors.contract.schemas.author import AuthorRead
from authors.contract.schemas.book import BookRead


class GetBookOutput(BookRead):
    """A book with what it refers to."""

    author: AuthorRead
