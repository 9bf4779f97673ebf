# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What comes out with what it refers to: shelf."""

from library.contract.schemas.book import BookRead
from library.contract.schemas.shelf import ShelfRead


class GetShelfOutput(ShelfRead):
    """A shelf with what it refers to."""

    books: list[BookRead]
